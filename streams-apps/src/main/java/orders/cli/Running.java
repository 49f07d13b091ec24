package orders.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The life of a process in the foreground: until Ctrl-C, or until a part of it has failed.
public final class Running {

  /// What a process may take to go down before it is ended the hard way.
  public static final Duration DRAIN_MAX = Duration.ofSeconds(25);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private Running() {}

  /// Waits; the first Ctrl-C drains, the second halts.
  ///
  /// @param down takes everything down and tells each step
  /// @return the exit code
  public static int until(BooleanSupplier failed, Consumer<Consumer<String>> down) {
    var hook =
        new Thread(
            () -> {
              watch();
              down.accept(step -> System.err.println("  · " + step));
              Runtime.getRuntime().halt(ExitCodes.OK);
            },
            "drain");
    Runtime.getRuntime().addShutdownHook(hook);
    while (!failed.getAsBoolean()) {
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCodes.INTERRUPTED;
      }
    }
    System.err.println("orders: a part of the process has failed beyond recovery; see the log");
    Runtime.getRuntime().removeShutdownHook(hook);
    Runtime.getRuntime().halt(ExitCodes.FAILED);
    return ExitCodes.FAILED;
  }

  /// Ends a drain that takes too long, and one that the user no longer waits for.
  private static void watch() {
    SecondInterrupt.then(() -> Runtime.getRuntime().halt(ExitCodes.INTERRUPTED));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Thread.sleep(DRAIN_MAX);
                System.err.println("orders: the drain took too long");
                Runtime.getRuntime().halt(ExitCodes.FAILED);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
