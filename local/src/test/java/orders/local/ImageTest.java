package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in the image, and that it runs: where it was built with `mvn -Pimage package`.
class ImageTest {

  private static final String OTHERS =
      "kafka_2|kafka-(server|metadata|raft|tools|group|storage|streams-test)|junit|assertj|scala"
          + "|archunit|testcontainers|(local|torture|bench)-[0-9]";

  private static final Path CLASSES = Path.of("../streams-apps/src/image/classes");

  /// Kept after the test, for whoever looks into a failure.
  private static final Path LOG = Path.of("target", "app-image.log");

  private static final Duration WAIT = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static OciImage image;

  @BeforeAll
  static void unpack() throws Exception {
    assumeTrue(OciImage.built(), "no image of these jars was built: mvn -Pimage package");
    image = OciImage.unpack(directory);
  }

  @Test
  void it_says_what_is_run_and_by_whom() {
    assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
    assertThat(image.texts("Entrypoint"))
        .containsExactly("java", "@/app/java.args", "orders.cli.Main");
    assertThat(image.config().path("ExposedPorts").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("8480/tcp", "8481/tcp");
    assertThat(image.config().path("Volumes").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("/tmp", "/var/lib/orders");
    assertThat(image.config().at("/Labels/org.opencontainers.image.title").asText())
        .isEqualTo("orders");
  }

  @Test
  void it_has_no_broker_and_no_tests_and_its_bill_lists_every_jar() throws IOException {
    List<String> jars = image.names("app/libs");
    assertThat(jars).hasSizeGreaterThan(50).noneMatch(jar -> jar.matches("(" + OTHERS + ").*"));
    JsonNode bill = new JsonMapper().readTree(image.root().resolve("app/sbom.cdx.json").toFile());
    List<String> listed = new ArrayList<>();
    bill.path("components")
        .forEach(one -> listed.add(one.path("name").asText() + "-" + one.path("version").asText()));
    assertThat(listed.stream().map(name -> name + ".jar"))
        .containsExactlyInAnyOrderElementsOf(jars);
  }

  @Test
  void the_class_path_is_all_that_there_is() throws IOException {
    String arguments = Files.readString(image.root().resolve("app/java.args"));
    List<String> named =
        Pattern.compile("/app/[^:\\s]+[.]jar")
            .matcher(arguments)
            .results()
            .map(MatchResult::group)
            .toList();
    List<String> there = new ArrayList<>();
    image.names("app/classpath").forEach(jar -> there.add("/app/classpath/" + jar));
    image.names("app/libs").forEach(jar -> there.add("/app/libs/" + jar));
    assertThat(named).containsExactlyElementsOf(there);
  }

  @Test
  void its_user_may_write_to_two_folders_and_nowhere_else() throws IOException {
    List<String> writable = new ArrayList<>();
    try (Stream<Path> all = Files.walk(image.root())) {
      for (Path file : all.toList()) {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
          writable.add(image.root().relativize(file).toString());
        }
      }
    }
    assertThat(writable).containsExactlyInAnyOrder("tmp", "var/lib/orders");
  }

  @Test
  void it_starts_from_its_archive_of_classes() throws Exception {
    needRoot();
    List<String> program = new ArrayList<>(image.program("--version"));
    program.addAll(2, List.of("-Xshare:on", "-Xlog:class+load"));
    String said = said(image.container(program), 0);
    assertThat(said).contains("orders 0.1.0", "orders.cli.Main source: shared objects file");
    assertThat(said).doesNotContain("source: file:/app/");
  }

  @Test
  void it_serves_as_a_task_does() throws Exception {
    needRoot();
    int port = LocalKafka.freePort();
    int management = LocalKafka.freePort();
    try (TestCluster kafka = TestCluster.start(directory.resolve("kafka"), 1)) {
      Map<String, String> task =
          Map.of(
              "ORDERS_KAFKA_BOOTSTRAP",
              kafka.settings().get("kafka.bootstrap"),
              "ORDERS_PARTITIONS",
              "1",
              "ORDERS_STORES",
              "rocksdb",
              "ORDERS_PORT",
              Integer.toString(port),
              "ORDERS_MANAGEMENT_PORT",
              Integer.toString(management),
              "JAVA_TOOL_OPTIONS",
              "-Xmx512m -XX:+ExitOnOutOfMemoryError");
      assertThat(said(with(image.container(image.program("doctor")), task), 0)).doesNotContain("✗");
      List<String> program = new ArrayList<>(image.program("serve", "all"));
      program.add(2, "-Xlog:class+load:stdout:none");
      serve(with(image.container(program), task), management);
    }
    String log = Files.readString(LOG);
    assertThat(log).doesNotContain(" ERROR ");
    LoadedClasses loaded = LoadedClasses.of(log);
    loaded.writeIfWanted(CLASSES, Set.of());
    loaded.assertFresh();
  }

  private static void serve(ProcessBuilder container, int management) throws Exception {
    Process process = container.redirectOutput(LOG.toFile()).start();
    try {
      await().atMost(WAIT).until(() -> ready(management) || !process.isAlive());
      assertThat(process.isAlive()).as("see %s", LOG).isTrue();
      List<String> health = new ArrayList<>(health());
      health.addAll(List.of("--management-url", "http://127.0.0.1:" + management));
      assertThat(said(image.container(health), 0)).contains("\"UP\"");
      await().atMost(WAIT).until(() -> Files.readString(LOG).contains("/docs"));
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it stops").isTrue();
    }
    assertThat(process.exitValue()).as("see %s", LOG).isZero();
  }

  /// As the task definition has it.
  private static List<String> health() throws IOException {
    String options = Files.readString(Path.of("../terraform/options.tf"));
    String command = options.substring(options.indexOf("variable \"health_command\""));
    return Pattern.compile("\"([^\"]+)\"")
        .matcher(command.substring(command.indexOf("= [")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static boolean ready(int port) {
    URI url = URI.create("http://127.0.0.1:" + port + "/readyz");
    try (var http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProcessBuilder with(ProcessBuilder container, Map<String, String> environment) {
    container.environment().putAll(environment);
    return container;
  }

  private static String said(ProcessBuilder container, int code) throws Exception {
    Path out = Files.createTempFile(directory, "said-", ".log");
    Process process = container.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isEqualTo(code);
    return said;
  }

  private static void needRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "a container here takes root");
  }
}
