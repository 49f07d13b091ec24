package orders.engine;

import java.time.Duration;
import java.util.Map;

/// When a projection commits. A transaction costs the same whether it holds ten events or a
/// thousand, so a projection commits often while that is cheap, and gathers more while the cluster
/// is busy and a commit takes long: about a quarter of its time goes into committing at most.
public final class CommitPace {

  /// The Streams property with the shortest time between commits, in milliseconds; the longest is
  /// Streams' own `commit.interval.ms`.
  public static final String LEAST_CONFIG = "orders.commit.least.ms";

  private static final int WORK_PER_COMMIT = 3;

  private final long leastNanos;
  private final long mostNanos;
  private long intervalNanos;
  private long sinceNanos;
  private long seenNanos;
  private boolean open;

  CommitPace(Duration least, Duration most) {
    this.leastNanos = least.toNanos();
    this.mostNanos = Math.max(leastNanos, most.toNanos());
    this.intervalNanos = leastNanos;
  }

  /// Reads what the app was configured with.
  static CommitPace of(Map<String, Object> configs) {
    return new CommitPace(millis(configs, LEAST_CONFIG), millis(configs, "commit.interval.ms"));
  }

  Duration least() {
    return Duration.ofNanos(leastNanos);
  }

  /// Looks at the transaction before an event is folded, and now and then between events.
  ///
  /// @param uncommitted whether events were folded since the last commit; when they were at the
  ///     last look and are not now, what passed in between was the commit
  void look(boolean uncommitted, long nowNanos) {
    if (open && !uncommitted) {
      intervalNanos = Math.clamp(WORK_PER_COMMIT * (nowNanos - seenNanos), leastNanos, mostNanos);
      open = false;
    }
    seenNanos = nowNanos;
  }

  /// An event was folded into the transaction.
  void folded(long nowNanos) {
    if (!open) {
      open = true;
      sinceNanos = nowNanos;
    }
  }

  /// Whether the transaction has gathered for long enough.
  boolean due(long nowNanos) {
    return open && nowNanos - sinceNanos >= intervalNanos;
  }

  private static Duration millis(Map<String, Object> configs, String name) {
    Object value = configs.get(name);
    return Duration.ofMillis(value == null ? 0 : Long.parseLong(value.toString()));
  }
}
