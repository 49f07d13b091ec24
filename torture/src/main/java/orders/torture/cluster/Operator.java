package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.local.AppMain;
import orders.local.AppProcess;
import orders.local.JavaProcess;

/// Runs commands of `orders` as an operator does, each in a process of its own.
public final class Operator {

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Map<String, String> environment;
  private final Path log;
  private final Teardown teardown;

  /// @param environment that the commands find
  /// @param log for what all of them say
  /// @param teardown is told of each that is started
  Operator(Map<String, String> environment, Path log, Teardown teardown) {
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.teardown = teardown;
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
      return teardown.add(new Running(builder.start()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + arguments, e);
    }
  }

  /// Runs a command.
  ///
  /// @return whether it ended well, in time
  public boolean ends(Duration within, String... arguments) {
    try (Running run = start(List.of(arguments))) {
      return run.ends(within) && run.exitCode() == 0;
    }
  }

  /// A command that was started.
  public static final class Running implements AutoCloseable {
    private static final Duration DIE_MAX = Duration.ofSeconds(30);
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
    }
  }

  /// Settings as the environment names them.
  static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new java.util.HashMap<>();
    settings.forEach((setting, value) -> environment.put(AppProcess.variable(setting), value));
    return environment;
  }
}
