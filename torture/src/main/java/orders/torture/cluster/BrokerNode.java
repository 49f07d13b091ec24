package orders.torture.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orders.local.JavaProcess;
import orders.local.NodeMain;

/// One of the brokers, to be killed and started again.
final class BrokerNode {

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Duration END_MAX = Duration.ofSeconds(20);

  private final int id;
  private final Path directory;
  private final Path settings;
  private final Path log;
  private Process process;
  private volatile boolean ready;
  private volatile boolean wanted = true;

  /// Starts it; it is ready once enough of the others run.
  BrokerNode(int id, Path directory, Path settings, Path log) {
    this.id = id;
    this.directory = directory;
    this.settings = settings;
    this.log = log;
    this.process = launch();
  }

  int id() {
    return id;
  }

  Path log() {
    return log;
  }

  boolean ready() {
    return ready && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Ends it without a word: SIGKILL.
  synchronized void kill() {
    wanted = false;
    process.toHandle().destroyForcibly();
    await();
    ready = false;
  }

  /// Asks it to end, and to hand over what it leads: SIGTERM.
  synchronized void stop() {
    wanted = false;
    process.toHandle().destroy();
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ready = false;
  }

  /// Unless it runs.
  synchronized void startAgain() {
    if (!process.isAlive()) {
      process = launch();
    }
    wanted = true;
  }

  /// Starts it again when it has ended by itself.
  ///
  /// @return whether it had
  synchronized boolean tend() {
    boolean ended = wanted && !process.isAlive();
    if (ended) {
      process = launch();
    }
    return ended;
  }

  private Process launch() {
    ready = false;
    ProcessBuilder builder =
        JavaProcess.of(FLAGS, NodeMain.class, List.of(directory.toString(), settings.toString()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process started = builder.start();
      Thread.ofVirtual().start(() -> listen(started));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a broker", e);
    }
  }

  private void listen(Process started) {
    try (var out =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals(NodeMain.READY)) {
          ready = true;
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  private void await() {
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("broker " + id + " does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
