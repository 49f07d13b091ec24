package orders.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.engine.ProjectionHost;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// A fold from zero, written once more and as plainly as can be.
final class Folded {

  private Folded() {}

  @SuppressWarnings("unchecked") // the log of a host holds its events
  static <E, R> Map<String, ?> of(ProjectionHost<E, R> host, List<Recorded<?>> log, int view) {
    Map<String, R> rows = new TreeMap<>();
    Map<Integer, Map<String, Object>> shares = new TreeMap<>();
    for (Recorded<?> one : log) {
      Recorded<E> event = (Recorded<E>) one;
      String key = host.projection().key(event);
      Optional<R> before = Optional.ofNullable(rows.get(key));
      Optional<R> after = host.projection().apply(before, event);
      if (after.isPresent() && !after.equals(before)) {
        rows.put(key, after.get());
        if (view > 0) {
          share(
              (Rollup<R, Object>) host.rollups().get(view - 1).rollup(),
              shares.computeIfAbsent(event.partition(), _ -> new HashMap<>()),
              before,
              after.get(),
              event);
        }
      }
    }
    return view == 0
        ? rows
        : merged((Rollup<R, Object>) host.rollups().get(view - 1).rollup(), shares);
  }

  private static <R> void share(
      Rollup<R, Object> rollup,
      Map<String, Object> share,
      Optional<R> before,
      R after,
      Recorded<?> event) {
    for (String key : rollup.keys(before, after, event)) {
      share.put(key, rollup.apply(Optional.ofNullable(share.get(key)), key, before, after, event));
    }
  }

  private static <R> Map<String, Object> merged(
      Rollup<R, Object> rollup, Map<Integer, Map<String, Object>> shares) {
    Map<String, Object> merged = new TreeMap<>();
    shares
        .values()
        .forEach(share -> share.forEach((key, row) -> merged.merge(key, row, rollup::merge)));
    return merged;
  }
}
