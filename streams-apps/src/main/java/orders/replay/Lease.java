package orders.replay;

import java.time.Duration;

/// The word of a replay that has the live projections of a view stand still: it says once a second
/// that it is there. When it has not for [#LENGTH], they run again.
///
/// By then it can write nothing more: it commits only within [#RENEWED_MAX] after its last word,
/// and the broker ends a transaction that takes longer than ten seconds within another ten.
final class Lease {

  /// How long everybody else waits for its word.
  static final Duration LENGTH = Duration.ofSeconds(45);

  /// How old its last word may be when it commits.
  static final Duration RENEWED_MAX = Duration.ofSeconds(10);

  private volatile long heardNanos;

  Lease() {
    this.heardNanos = System.nanoTime();
  }

  /// Everybody can have heard what was said then.
  void heard(long saidNanos) {
    heardNanos = saidNanos;
  }

  /// @throws Replay.Stopped when it may be taken for dead soon
  void check() {
    if (System.nanoTime() - heardNanos > RENEWED_MAX.toNanos()) {
      throw new Replay.Stopped(
          ReplayState.State.FAILED, "nobody has heard of this replay for " + RENEWED_MAX);
    }
  }
}
