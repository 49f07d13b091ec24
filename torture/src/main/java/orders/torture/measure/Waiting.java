package orders.torture.measure;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for something, and no longer than agreed.
public final class Waiting {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Waiting() {}

  /// @return whether it came true in time
  public static boolean until(Duration atMost, BooleanSupplier is) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!is.getAsBoolean()) {
      if (System.nanoTime() > deadline || !pause(LOOK_EVERY)) {
        return false;
      }
    }
    return true;
  }

  /// @return false when it was interrupted
  public static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
