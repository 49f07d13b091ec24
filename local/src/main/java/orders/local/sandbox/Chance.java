package orders.local.sandbox;

import java.util.SplittableRandom;

/// Chance that is the same for the same thing, so that a run can be repeated.
final class Chance {

  private static final int WHOLE = 1_000;

  private Chance() {}

  /// Whether it happens to that thing.
  ///
  /// @param rate in a thousand
  static boolean of(int rate, String thing) {
    return draw(thing, WHOLE) < rate;
  }

  /// A number below `bound`.
  static int draw(String thing, int bound) {
    long seed = 1_125_899_906_842_597L;
    for (int i = 0; i < thing.length(); i++) {
      seed = 31 * seed + thing.charAt(i);
    }
    return new SplittableRandom(seed).nextInt(bound);
  }
}
