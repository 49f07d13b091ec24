package orders.torture.fault;

import java.time.Duration;

/// A fault that has happened, or has not.
///
/// @param detail what was hit, or why nothing was
/// @param amount of what it consists of
/// @param happened false when what it takes was not there
/// @param kept false when the system has not done what it does whatever happens
/// @param hold how long it lasts
/// @param heal mends it
/// @param remedy what an operator does when that was not enough
record Strike(
    String detail,
    long amount,
    boolean happened,
    boolean kept,
    Duration hold,
    Runnable heal,
    Remedy remedy) {

  /// @param what an operator did, to go on with a sentence
  record Remedy(String what, Runnable action) {
    static final Remedy NONE = new Remedy("", () -> {});
  }

  static Strike of(String detail, Duration hold, Runnable heal) {
    return new Strike(detail, 1, true, true, hold, heal, Remedy.NONE);
  }

  /// One that was over when it was told.
  static Strike over(String detail, long amount) {
    return of(detail, Duration.ZERO, () -> {}).amount(amount);
  }

  /// None.
  ///
  /// @param heal mends what was done for it all the same
  static Strike missed(String why, Runnable heal) {
    return new Strike(why, 0, false, true, Duration.ZERO, heal, Remedy.NONE);
  }

  static Strike missed(String why) {
    return missed(why, () -> {});
  }

  Strike amount(long count) {
    return new Strike(detail, count, happened, kept, hold, heal, remedy);
  }

  /// One after which the system is not as it should be, however long it is waited for.
  Strike broken() {
    return new Strike(detail, amount, happened, false, hold, heal, remedy);
  }

  Strike remedy(String what, Runnable action) {
    return new Strike(detail, amount, happened, kept, hold, heal, new Remedy(what, action));
  }

  /// Makes what is called from here on a strike that cannot happen on this machine.
  static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible(String why) {
      super(why);
    }
  }
}
