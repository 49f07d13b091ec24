package orders.query;

import java.util.function.Supplier;
import orders.engine.Progress;
import org.jspecify.annotations.Nullable;

/// Tells a table that has everything from one that is still being filled, and would say of rows
/// that they do not exist. After the process stood still a table is one of those again: others may
/// have gone on with its partition.
final class Completeness {

  private static final long NEVER = -1;
  private volatile long reachedAfter = NEVER;
  private long goalAfter;
  private Progress.@Nullable Mark goal;

  /// Whether the table has come as far as the projection had when this was first asked since the
  /// process last stood still.
  ///
  /// @param pauses how often it stood still so far
  /// @param committed the last progress in the partition of the view's topic
  boolean of(Progress.Mark table, Supplier<Progress.Mark> committed, long pauses) {
    if (reachedAfter == pauses) {
      return true;
    }
    Progress.Mark wanted = goal(committed, pauses);
    if (table.events() < wanted.events() || table.offset() < wanted.offset()) {
      return false;
    }
    reachedAfter = pauses;
    return true;
  }

  private synchronized Progress.Mark goal(Supplier<Progress.Mark> committed, long pauses) {
    if (goal == null || goalAfter != pauses) {
      goal = committed.get();
      goalAfter = pauses;
    }
    return goal;
  }
}
