package orders.torture;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import orders.cli.ExitCodes;
import orders.local.AppMain;
import orders.local.JavaProcess;

/// Runs the command in a network and a file system of its own, where root may make them: nobody
/// else's ports are in the way, and a full disk is nobody else's.
final class Apart {

  /// Set in the process that is apart.
  private static final String PROPERTY = "orders.torture.apart";

  private static final List<String> UNSHARE =
      List.of("unshare", "--net", "--mount", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
  private static final long PROBE_MAX_S = 10;

  private Apart() {}

  /// Whether this process is.
  static boolean is() {
    return Boolean.getBoolean(PROPERTY);
  }

  /// Runs the same command apart.
  ///
  /// @param arguments of `orders`
  /// @return its exit code; empty where that is not possible
  static OptionalInt run(List<String> arguments) {
    if (is() || !possible()) {
      return OptionalInt.empty();
    }
    // What this JVM was given: its heap, and whatever its user wants of it.
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    flags.add("-D" + PROPERTY + "=true");
    List<String> command = new ArrayList<>(UNSHARE);
    command.addAll(JavaProcess.of(flags, AppMain.class, arguments).command());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return OptionalInt.of(process.waitFor()); // its input ends with this process, and it does
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.of(ExitCodes.INTERRUPTED);
    }
  }

  private static boolean possible() {
    List<String> probe = new ArrayList<>(UNSHARE);
    probe.add("true");
    try {
      Process process =
          new ProcessBuilder(probe)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PROBE_MAX_S, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
