package orders.local;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orders.cli.Main;

/// `orders dev` in a process of its own.
final class DevProcess implements AutoCloseable {

  /// What it says when it is ready.
  static final String READY = "Ctrl-C ends it";

  private static final Duration READY_MAX = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Ports ports;
  private final File log;
  private final Process process;

  /// Where it listens; management is behind the API.
  record Ports(int api, int kafka, int registry, int sandbox) {

    static Ports free() {
      int api = LocalKafka.freePort();
      int management = LocalKafka.freePort();
      while (management != api + 1) {
        api = management;
        management = LocalKafka.freePort();
      }
      return new Ports(api, LocalKafka.freePort(), LocalKafka.freePort(), LocalKafka.freePort());
    }

    Ports withApi(int other) {
      return new Ports(other, kafka, registry, sandbox);
    }

    static boolean free(int port) {
      try (var socket =
          new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException e) {
        return false;
      }
    }
  }

  private DevProcess(Ports ports, File log, Process process) {
    this.ports = ports;
    this.log = log;
    this.process = process;
  }

  /// It logs as it does for whoever types it, which is not how tests log.
  static DevProcess start(Path data, Ports ports, String samples) {
    List<String> arguments =
        List.of(
            "dev",
            "--data-dir=" + data,
            "--port=" + ports.api(),
            "--kafka-port=" + ports.kafka(),
            "--registry-port=" + ports.registry(),
            "--sandbox-port=" + ports.sandbox(),
            "--sample-data=" + samples);
    ProcessBuilder builder =
        JavaProcess.of(
            List.of(
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml"),
            Main.class,
            arguments);
    // Whoever started the tests in the background has told them, and so their children, to ignore
    // SIGINT.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(builder.command());
    File log = Path.of("target", "dev-" + ports.api() + "-" + System.nanoTime() + ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      return new DevProcess(ports, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start dev", e);
    }
  }

  /// Waits until it has said something, or has ended.
  DevProcess awaitSaid(String text) {
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(READY_MAX)
        .until(() -> said().contains(text) || !process.isAlive());
    if (!said().contains(text)) {
      throw new AssertionError("it ended before \"" + text + "\":\n" + said());
    }
    return this;
  }

  /// Everything on stdout and stderr so far.
  String said() {
    try {
      return Files.readString(log.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  URI url(String path) {
    return URI.create("http://localhost:" + ports.api() + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(url(path)).GET());
  }

  HttpResponse<String> post(String path, String key, String body) {
    return send(
        HttpRequest.newBuilder(url(path))
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=20")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Sends a signal as a terminal or a supervisor does: `INT` or `TERM`.
  void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-s", name, Long.toString(pid())).inheritIO().start();
  }

  /// The exit code, once it has ended.
  int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it runs on after " + within + ":\n" + said());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
  }
}
