package orders.torture.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orders.local.JavaProcess;
import orders.local.NodeMain;

/// One of the brokers, to be killed and started again.
final class BrokerNode implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Duration DIE_MAX = Duration.ofSeconds(20);

  /// It hands over what it leads first, and two busy cores take their time for it.
  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  private final int id;
  private final Path directory;
  private final Path settings;
  private final Path log;
  private volatile Life life;
  private boolean wanted = true;

  /// One process of several, each after the end of the one before.
  private static final class Life {
    private final Process process;
    private volatile boolean ready;

    Life(Process process) {
      this.process = process;
      Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
      try (BufferedReader out = process.inputReader()) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.equals(NodeMain.READY)) {
            ready = true;
          }
        }
      } catch (IOException e) {
        // It has ended.
      }
    }

    boolean ready() {
      return ready && process.isAlive();
    }

    /// @return whether it has ended in time
    boolean ends(Duration atMost) {
      try {
        return process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !process.isAlive();
      }
    }
  }

  /// Starts it; it is ready once enough of the others run.
  BrokerNode(int id, Path directory, Path settings, Path log) {
    this.id = id;
    this.directory = directory;
    this.settings = settings;
    this.log = log;
    this.life = launch();
  }

  Path log() {
    return log;
  }

  boolean ready() {
    return life.ready();
  }

  long pid() {
    return life.process.pid();
  }

  /// Ends it without a word: SIGKILL. It stays down until [#startAgain].
  ///
  /// @return whether it ran
  boolean kill() {
    Life victim = unwanted();
    boolean ran = victim.process.isAlive();
    victim.process.toHandle().destroyForcibly();
    if (!victim.ends(DIE_MAX) && !Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("broker " + id + " does not die");
    }
    return ran;
  }

  /// Asks it to end, and to hand over what it leads: SIGTERM. What does not end in time is killed.
  ///
  /// @return whether it ended by itself
  boolean stop() {
    Life victim = unwanted();
    boolean ran = victim.process.isAlive();
    victim.process.toHandle().destroy();
    if (victim.ends(STOP_MAX)) {
      return ran;
    }
    kill();
    return false;
  }

  private synchronized Life unwanted() {
    wanted = false;
    return life;
  }

  /// Unless it runs.
  synchronized void startAgain() {
    if (!life.process.isAlive()) {
      life = launch();
    }
    wanted = true;
  }

  /// Starts it again when it has ended by itself.
  ///
  /// @return who it was and how it had ended; empty when it had not
  synchronized Optional<String> tend() {
    if (!wanted || life.process.isAlive()) {
      return Optional.empty();
    }
    int code = life.process.exitValue();
    life = launch();
    return Optional.of("broker " + id + " with code " + code);
  }

  private Life launch() {
    ProcessBuilder builder =
        JavaProcess.of(FLAGS, NodeMain.class, List.of(directory.toString(), settings.toString()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new Life(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a broker", e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
