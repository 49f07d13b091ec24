package orders.engine;

import java.time.Duration;
import java.time.Instant;

/// What time it is at the broker at least, told by the records that come from there and by how much
/// time passed here since. Wrong clocks here do not move it, and it is never ahead.
final class BrokerClock {

  private final long stepMaxMs;
  private long nowMs;
  private long lookedMs = Long.MIN_VALUE;

  /// @param stepMax what may pass between two looks at most: more is a clock that was set
  /// @param known where it stood before
  BrokerClock(Duration stepMax, Instant known) {
    this.stepMaxMs = stepMax.toMillis();
    this.nowMs = known.toEpochMilli();
  }

  Instant now() {
    return Instant.ofEpochMilli(nowMs);
  }

  /// A record with that broker time has come.
  void saw(long timestampMs, long hereMs) {
    if (timestampMs > nowMs) {
      nowMs = timestampMs;
      lookedMs = hereMs;
    }
  }

  /// Time has passed here.
  void look(long hereMs) {
    if (lookedMs != Long.MIN_VALUE) {
      nowMs += Math.clamp(hereMs - lookedMs, 0, stepMaxMs);
    }
    lookedMs = hereMs;
  }
}
