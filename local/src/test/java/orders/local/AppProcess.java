package orders.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orders.cli.Main;

/// `orders serve …` in a process of its own, on ports that it keeps, to be killed and started
/// again.
final class AppProcess implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final List<String> roles;
  private final Map<String, String> settings;
  private final int port = LocalKafka.freePort();
  private final int managementPort = LocalKafka.freePort();
  private Process process;

  private AppProcess(String name, List<String> roles, Map<String, String> settings) {
    this.name = name;
    this.roles = roles;
    this.settings = settings;
    this.process = launch();
  }

  /// Starts a process with every role; it is ready when [#ready] says so.
  static AppProcess start(TestCluster cluster, Path directory, String name) {
    return start(cluster, directory, name, List.of("all"), Map.of());
  }

  /// @param more settings beside those of the cluster
  static AppProcess start(
      TestCluster cluster,
      Path directory,
      String name,
      List<String> roles,
      Map<String, String> more) {
    Map<String, String> settings = cluster.settings();
    settings.put("state.dir", directory.resolve(name).toString());
    settings.putAll(more);
    return new AppProcess(name, roles, settings);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  boolean ready() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
              .timeout(Duration.ofSeconds(5));
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What it has said, over all of its lives.
  String said() {
    try {
      return Files.readString(log().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it without a word: SIGKILL.
  void kill() {
    process.destroyForcibly();
    await();
  }

  /// Has it stand still, or go on: SIGSTOP, SIGCONT.
  void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("no signal reaches " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How it ended by itself; empty while it runs.
  OptionalInt ended() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() {
    ProcessBuilder builder =
        JavaProcess.of(
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            Main.class,
            Stream.concat(Stream.of("serve"), roles.stream()).toList());
    settings.forEach((setting, value) -> builder.environment().put(variable(setting), value));
    builder.environment().put("ORDERS_PORT", Integer.toString(port));
    builder.environment().put("ORDERS_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start an app", e);
    }
  }

  /// Kept after the test, for whoever looks into a failure.
  private File log() {
    return Path.of("target", "app-" + name + "-" + port + ".log").toFile();
  }

  private void await() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String variable(String setting) {
    return "ORDERS_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
