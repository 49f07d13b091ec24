package orders.query;

import java.util.Map;
import java.util.Optional;

/// A question to the partitions of a view that one instance holds.
///
/// @param view the view's name
/// @param needs for each partition that is asked: what its table must reflect
/// @param key the one row wanted; empty for a range
/// @param patienceMs how long to wait for the needs, in milliseconds
public record PartQuery(
    String view,
    Map<Integer, Need> needs,
    Optional<String> key,
    Optional<ViewReader.Range> range,
    Optional<String> after,
    int limit,
    long patienceMs) {

  /// The same question to some of its partitions.
  PartQuery of(Map<Integer, Need> some) {
    return new PartQuery(view, some, key, range, after, limit, patienceMs);
  }

  /// The same question with another patience, in milliseconds.
  PartQuery within(long millis) {
    return new PartQuery(view, needs, key, range, after, limit, millis);
  }

  /// How many events of its source partition a table must reflect, and up to which offset.
  public record Need(long events, long offset) {
    public static final Need NOTHING = new Need(0, 0);
  }
}
