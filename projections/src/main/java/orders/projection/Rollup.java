package orders.projection;

import java.util.List;
import java.util.Optional;

/// A read model over the changes of another one's rows.
///
/// Its rows are sums, and every partition keeps its own share of each: no event has to travel to
/// another partition, and the interleaving of partitions does not matter. The reader merges.
///
/// @param <R> the rows it follows
/// @param <A> its own rows, immutable
public interface Rollup<R, A> {

  /// The keys of the rows that a change concerns; none when it does not matter here.
  List<String> keys(Optional<R> before, R after, Recorded<?> cause);

  /// Folds the change into one row.
  ///
  /// @param row empty when there is none yet
  A apply(Optional<A> row, String key, Optional<R> before, R after, Recorded<?> cause);

  /// Adds two shares of a row up.
  A merge(A left, A right);
}
