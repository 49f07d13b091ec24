package orders.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `orders serve …` in a process of its own, on ports that it keeps, to be killed and started
/// again. It ends with this process, however that ends.
public final class AppProcess implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final String name;
  private final List<String> roles;
  private final Map<String, String> environment;
  private final Path log;
  private final int port = LocalKafka.freePort();
  private final int managementPort = LocalKafka.freePort();
  private volatile Process process;

  private AppProcess(String name, List<String> roles, Map<String, String> environment, Path logs) {
    this.name = name;
    this.roles = roles;
    this.environment = Map.copyOf(environment);
    this.log = logs.resolve("app-" + name + "-" + port + ".log");
    this.process = launch();
  }

  /// Starts a process; it is ready when [#ready] says so.
  ///
  /// @param settings as in the environment, without the prefix, in lower case with dots
  /// @param logs the folder for what it says
  public static AppProcess start(
      String name, List<String> roles, Map<String, String> settings, Path logs) {
    return start(name, roles, settings, Map.of(), logs);
  }

  /// @param more variables of its environment
  public static AppProcess start(
      String name,
      List<String> roles,
      Map<String, String> settings,
      Map<String, String> more,
      Path logs) {
    Map<String, String> environment = new HashMap<>(more);
    settings.forEach((setting, value) -> environment.put(variable(setting), value));
    return new AppProcess(name, roles, environment, logs);
  }

  public String name() {
    return name;
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public int port() {
    return port;
  }

  public boolean ready() {
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

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// How it ended.
  public int exitCode() {
    return process.exitValue();
  }

  /// Where it writes what it says, over all of its lives.
  public Path log() {
    return log;
  }

  /// What it has said, over all of its lives.
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it without a word: SIGKILL.
  public void kill() {
    process.toHandle().destroyForcibly();
    await(Duration.ofSeconds(30));
  }

  /// Asks it to end, and waits until it has: SIGTERM. What does not end in time is killed.
  ///
  /// @return whether it ended by itself
  public boolean stop(Duration patience) {
    process.toHandle().destroy(); // Process.destroy closes its input as well, which ends it at once
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    return false;
  }

  public void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() {
    ProcessBuilder builder =
        JavaProcess.of(
            FLAGS, AppMain.class, Stream.concat(Stream.of("serve"), roles.stream()).toList());
    builder.environment().putAll(environment);
    builder.environment().put("ORDERS_PORT", Integer.toString(port));
    builder.environment().put("ORDERS_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start an app", e);
    }
  }

  private void await(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(name + " does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a setting is called in the environment.
  public static String variable(String setting) {
    return "ORDERS_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
