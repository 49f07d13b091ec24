package orders.torture.twins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orders.cli.Main;
import orders.local.JavaProcess;
import orders.local.LocalKafka;

/// Every role in one process, which may be a bad twin of itself.
final class TwinApp implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Path log;
  private final Map<String, String> settings;
  private final Optional<String> agent;
  private final int port = LocalKafka.freePort();
  private final int managementPort = LocalKafka.freePort();
  private Process process;

  private TwinApp(Path log, Map<String, String> settings, Optional<String> agent) {
    this.log = log;
    this.settings = Map.copyOf(settings);
    this.agent = agent;
    this.process = launch();
  }

  /// @param agent of the JVM; empty for the true one
  static TwinApp start(Path log, Map<String, String> settings, Optional<String> agent) {
    return new TwinApp(log, settings, agent);
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Path log() {
    return log;
  }

  boolean ready() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
            .timeout(Duration.ofSeconds(5));
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// SIGKILL, and up again under a supervisor.
  void killAndStart() {
    close();
    process = launch();
  }

  /// Starts it again if it has ended by itself, as a supervisor would.
  void revive() {
    if (!process.isAlive()) {
      process = launch();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    List<String> flags = new ArrayList<>();
    agent.ifPresent(flags::add);
    flags.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    ProcessBuilder builder = JavaProcess.of(flags, Main.class, List.of("serve", "all"));
    settings.forEach(
        (name, value) ->
            builder
                .environment()
                .put("ORDERS_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    builder.environment().put("ORDERS_PORT", Integer.toString(port));
    builder.environment().put("ORDERS_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process", e);
    }
  }
}
