package orders.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Folds logs into rows, as a host does.
public final class Folds {

  private Folds() {}

  /// The rows of a read model.
  public static <E, R> Map<String, R> rows(Projection<E, R> projection, List<Recorded<E>> log) {
    Map<String, R> rows = new LinkedHashMap<>();
    for (Recorded<E> event : log) {
      String key = projection.key(event);
      projection
          .apply(Optional.ofNullable(rows.get(key)), event)
          .ifPresent(row -> rows.put(key, row));
    }
    return rows;
  }

  /// The rows of a rollup over a read model.
  public static <E, R, A> Map<String, A> rollup(
      Projection<E, R> projection, Rollup<R, A> rollup, List<Recorded<E>> log) {
    Map<String, R> rows = new LinkedHashMap<>();
    Map<String, A> sums = new LinkedHashMap<>();
    for (Recorded<E> event : log) {
      String key = projection.key(event);
      Optional<R> before = Optional.ofNullable(rows.get(key));
      Optional<R> after = projection.apply(before, event);
      if (after.isPresent() && !after.equals(before)) {
        R row = after.get();
        rows.put(key, row);
        for (String sum : rollup.keys(before, row, event)) {
          sums.put(sum, rollup.apply(Optional.ofNullable(sums.get(sum)), sum, before, row, event));
        }
      }
    }
    return sums;
  }
}
