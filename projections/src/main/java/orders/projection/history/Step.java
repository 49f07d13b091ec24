package orders.projection.history;

import java.util.Optional;
import orders.projection.Recorded;

/// An event in the story of a row.
///
/// @param before the row without it, and `after` with it; the same one when the event only made
///     what later events changed the row with
public record Step<E, R>(Recorded<E> event, Optional<R> before, Optional<R> after) {

  /// Whether it changed the row.
  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance
  public boolean changed() {
    return after.isPresent() && (before.isEmpty() || before.get() != after.get());
  }
}
