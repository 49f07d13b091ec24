package orders.projection.history;

import java.time.Instant;
import java.util.Optional;

/// Up to where a row is folded.
///
/// @param version of the row: that of its aggregate, or how many events changed a rollup's row
/// @param at broker time, included
public record Bound(Optional<Integer> version, Optional<Instant> at) {

  public static final Bound NONE = new Bound(Optional.empty(), Optional.empty());

  /// Whether the row is wanted as it is.
  public boolean none() {
    return version.isEmpty() && at.isEmpty();
  }

  boolean holds(Instant time) {
    return at.map(end -> !time.isAfter(end)).orElse(true);
  }

  boolean holds(long number) {
    return version.map(last -> number <= last).orElse(true);
  }
}
