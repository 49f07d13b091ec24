package orders.sim;

import java.util.SplittableRandom;

/// Something that goes on by small steps, and may be ended between any two of them.
public interface Actor {

  /// Does one thing, if there is one to do.
  boolean step(SplittableRandom random);

  /// Ends without a word, in the middle of whatever is open, and starts again from what counts.
  void crash(SplittableRandom random);

  /// Time has passed.
  default void look() {}
}
