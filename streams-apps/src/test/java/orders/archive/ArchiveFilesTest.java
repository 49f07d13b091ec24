package orders.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is there as it was put, wherever that is. The bucket is moto's, where that is installed.
class ArchiveFilesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BUCKET = "archive-of-orders";

  @TempDir static Path directory;
  private static Optional<Process> moto = Optional.empty();
  private static URI endpoint = URI.create("http://127.0.0.1:0");

  @BeforeAll
  static void serve() throws Exception {
    if (!installed()) {
      return;
    }
    int port = freePort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    moto =
        Optional.of(
            new ProcessBuilder(
                    "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("moto.log").toFile())
                .start());
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    await().atMost(Duration.ofSeconds(60)).until(ArchiveFilesTest::bucket);
  }

  @AfterAll
  static void stop() {
    moto.ifPresent(Process::destroy);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void a_folder_keeps_files() throws IOException {
    keeps(ArchiveLocation.open(directory.resolve("folder").toString(), Optional.empty()));
  }

  @Test
  void an_s3_bucket_keeps_files() throws IOException {
    assumeTrue(moto.isPresent(), "moto is not installed: pip install 'moto[server,s3]'");
    keeps(ArchiveLocation.open("s3://" + BUCKET + "/some/prefix", Optional.of(endpoint)));
    keeps(ArchiveLocation.open("s3://" + BUCKET, Optional.of(endpoint)));
  }

  @Test
  void a_bucket_that_is_not_there_is_unreachable() throws IOException {
    assumeTrue(moto.isPresent(), "moto is not installed: pip install 'moto[server,s3]'");
    try (ArchiveFiles files = ArchiveLocation.open("s3://no-such-bucket", Optional.of(endpoint))) {
      Path file = Files.writeString(directory.resolve("one"), "one");
      assertThatThrownBy(() -> files.put("one", file)).isInstanceOf(ArchiveFiles.Unreachable.class);
    }
  }

  @Test
  void what_is_no_location_is_refused() {
    assertThatThrownBy(() -> ArchiveLocation.open("s3://UPPER/prefix", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ArchiveLocation.open("s3:/bucket", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void keeps(ArchiveFiles files) throws IOException {
    try (files) {
      byte[] bytes = new byte[300_000];
      new Random(7).nextBytes(bytes);
      Path file = Files.write(directory.resolve("some"), bytes);
      assertThat(files.open("a/0/one.avro")).isEmpty();
      files.put("a/0/one.avro", file);
      assertThat(read(files, "a/0/one.avro")).isEqualTo(bytes);
      files.put("a/0/one.avro", Files.write(directory.resolve("other"), "other".getBytes(UTF_8)));
      assertThat(read(files, "a/0/one.avro")).isEqualTo("other".getBytes(UTF_8));
    }
  }

  private static byte[] read(ArchiveFiles files, String name) throws IOException {
    try (InputStream in = files.open(name).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static boolean installed() throws Exception {
    try {
      Process python = new ProcessBuilder("python3", "-c", "import moto.server, flask").start();
      return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) {
      return false; // no Python either
    }
  }

  private static boolean bucket() throws Exception {
    try {
      HttpRequest create =
          HttpRequest.newBuilder(endpoint.resolve("/" + BUCKET))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      return HTTP.send(create, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
