package orders.query;

import java.util.function.Supplier;
import orders.engine.Progress;
import org.jspecify.annotations.Nullable;

/// Tells a table that has everything from one that is still being filled, and would say of rows
/// that they do not exist.
final class Completeness {

  private volatile boolean reached;
  private Progress.@Nullable Mark goal;

  /// Whether the table has come as far as the projection had when this was first asked.
  ///
  /// @param committed the last progress in the partition of the view's topic
  boolean of(Progress.Mark table, Supplier<Progress.Mark> committed) {
    if (!reached) {
      Progress.Mark wanted = goal(committed);
      reached = table.events() >= wanted.events() && table.offset() >= wanted.offset();
    }
    return reached;
  }

  private synchronized Progress.Mark goal(Supplier<Progress.Mark> committed) {
    if (goal == null) {
      goal = committed.get();
    }
    return goal;
  }
}
