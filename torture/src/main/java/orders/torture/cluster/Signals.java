package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Stops a process and lets it go on.
final class Signals {

  private static final String STOPPED = "stopped";

  private Signals() {}

  /// SIGSTOP now, SIGCONT after a while. A process of its own does both, so that what was stopped
  /// goes on even when this process has ended meanwhile, or was asked to by the terminal.
  ///
  /// @return whether it was stopped
  static boolean pause(long pid, Duration time) {
    String script =
        "trap '' INT TERM HUP;"
            + " kill -STOP \"$0\" && echo "
            + STOPPED
            + " && sleep \"$1\"; kill -CONT \"$0\"";
    String seconds = "%.3f".formatted(time.toMillis() / 1000.0);
    var builder =
        new ProcessBuilder("sh", "-c", script, Long.toString(pid), seconds)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try (var said = builder.start().inputReader()) {
      return STOPPED.equals(said.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop " + pid, e);
    }
  }

  /// SIGCONT, to one that may have ended.
  static void resume(long pid) {
    try {
      new ProcessBuilder("kill", "-CONT", Long.toString(pid))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resume " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
