package orders.torture.fault;

import java.time.Duration;

/// A fault that has happened.
///
/// @param detail what was hit
/// @param hold how long it lasts
/// @param heal mends it
record Strike(String detail, Duration hold, Runnable heal) {

  /// One that was over when it was told.
  static Strike over(String detail) {
    return new Strike(detail, Duration.ZERO, () -> {});
  }

  /// Makes what is called from here on a strike that cannot happen on this machine.
  static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible(String why) {
      super(why);
    }
  }
}
