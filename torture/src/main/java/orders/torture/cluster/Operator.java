package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import orders.cli.ExitCodes;
import orders.local.AppMain;
import orders.local.AppProcess;
import orders.local.JavaProcess;

/// Runs commands of `orders` as an operator does, each in a process of its own.
public final class Operator implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration DIE_MAX = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Path log;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  /// @param environment that the commands find
  /// @param log for what all of them say
  Operator(Map<String, String> environment, Path log) {
    this.environment = Map.copyOf(environment);
    this.log = log;
    try {
      Files.writeString(log, "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + log, e);
    }
  }

  Path log() {
    return log;
  }

  /// Starts a command.
  public Running start(List<String> arguments) {
    ProcessBuilder builder = JavaProcess.of(FLAGS, AppMain.class, arguments);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      var started = new Running(builder.start());
      running.add(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + arguments, e);
    }
  }

  /// Runs a command.
  ///
  /// @return its exit code; [ExitCodes#INTERRUPTED] when it did not end in time
  public int run(Duration within, String... arguments) {
    try (Running run = start(List.of(arguments))) {
      return run.ends(within) ? run.exitCode() : ExitCodes.INTERRUPTED;
    }
  }

  /// A command that was started.
  public final class Running implements AutoCloseable {
    private final Process process;

    private Running(Process process) {
      this.process = process;
    }

    /// @return whether it has ended by then
    public boolean ends(Duration within) {
      try {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /// How it ended.
    public int exitCode() {
      return process.exitValue();
    }

    /// Ends it without a word: SIGKILL.
    @Override
    public void close() {
      process.destroyForcibly();
      ends(DIE_MAX);
      running.remove(this);
    }
  }

  /// Ends what still runs.
  @Override
  public void close() {
    running.forEach(Running::close);
  }

  /// Settings as the environment names them.
  static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new java.util.HashMap<>();
    settings.forEach((setting, value) -> environment.put(AppProcess.variable(setting), value));
    return environment;
  }
}
