package orders.projection;

import java.util.Optional;
import java.util.Set;

/// A read model: for each event, the row it concerns and what becomes of it.
///
/// @param <E> events
/// @param <R> rows, immutable
public interface Projection<E, R> {

  /// The key of the row that the event concerns.
  String key(Recorded<E> event);

  /// Folds the event into the row. Returns the same instance when nothing changes, and empty when
  /// there is still no row.
  ///
  /// @param row empty when there is none yet
  /// @throws ImpossibleRow when the event cannot follow in that row
  Optional<R> apply(Optional<R> row, Recorded<E> event);

  /// The kinds of events that leave every row as it is. Who folds a whole log need not read them.
  default Set<Class<? extends E>> ignored() {
    return Set.of();
  }
}
