package orders.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import orders.contract.SchemaStore;

/// How many threads of an app may be replaced before it gives up. A registry that is away for a
/// moment, just when a new schema comes, is not the app's fault: threads that end at it are not
/// counted, but the outage has an end, too.
final class ThreadBudget {

  /// Threads replaced within [#WINDOW].
  static final int REPLACEMENTS_MAX = 5;

  static final Duration WINDOW = Duration.ofMinutes(10);

  /// How long the registry may be away.
  static final Duration OUTAGE_MAX = Duration.ofMinutes(5);

  /// Without a failure for so long, an outage is over.
  static final Duration QUIET = Duration.ofMinutes(1);

  private final Deque<Instant> replaced = new ArrayDeque<>();
  private Instant awaySince = Instant.MIN;
  private Instant awayLast = Instant.MIN;

  /// Whether another thread may take the place of one that ended now.
  synchronized boolean allows(Throwable failure, Instant now) {
    return away(failure) ? outage(now) : replacement(now);
  }

  private boolean outage(Instant now) {
    if (awayLast.isBefore(now.minus(QUIET))) {
      awaySince = now;
    }
    awayLast = now;
    return !awaySince.plus(OUTAGE_MAX).isBefore(now);
  }

  private boolean replacement(Instant now) {
    replaced.removeIf(at -> at.isBefore(now.minus(WINDOW)));
    if (replaced.size() >= REPLACEMENTS_MAX) {
      return false;
    }
    return replaced.add(now);
  }

  private static boolean away(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SchemaStore.Unavailable) {
        return true;
      }
    }
    return false;
  }
}
