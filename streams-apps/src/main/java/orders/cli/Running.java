package orders.cli;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orders.app.OrdersProcess;

/// The life of a process in the foreground: until Ctrl-C, or until a part of it has failed.
public final class Running {

  /// What a process may take to go down before it is ended the hard way.
  public static final Duration DRAIN_MAX = Duration.ofSeconds(25);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Thread hook;

  private Running(Thread hook) {
    this.hook = hook;
  }

  /// Starts to listen for Ctrl-C: the first drains, the second halts.
  ///
  /// @param down takes down what is up, and tells each step
  public static Running begin(Consumer<Consumer<String>> down) {
    var hook =
        new Thread(
            () -> {
              watch();
              down.accept(step -> System.err.println("  · " + step));
              Runtime.getRuntime().halt(ExitCodes.OK);
            },
            "drain");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Running(hook);
  }

  /// How a process whose part has failed ends; empty while none has.
  public static OptionalInt end(OrdersProcess process) {
    if (!process.failed()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(process.stuck() ? ExitCodes.STUCK : ExitCodes.GAVE_UP);
  }

  /// Waits for Ctrl-C, or for a failure: then it ends without closing anything, since what hangs
  /// would hold that up while others wait to take over.
  ///
  /// @param end asked again and again
  /// @return the exit code
  public int until(Supplier<OptionalInt> end) {
    while (true) {
      OptionalInt code = end.get();
      if (code.isPresent()) {
        return fail(code.getAsInt());
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCodes.INTERRUPTED;
      }
    }
  }

  private int fail(int code) {
    if (abandon()) {
      System.err.println("orders: a part of the process has failed beyond recovery; see the log");
      Runtime.getRuntime().halt(code);
    }
    return code;
  }

  /// Stops to listen, because the process ends by itself. When Ctrl-C came first, waits for the end
  /// of the drain, which is the end of the process: what fails meanwhile is no news.
  ///
  /// @return true; it does not return after Ctrl-C
  public boolean abandon() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException drains) {
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
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
