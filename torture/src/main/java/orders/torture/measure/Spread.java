package orders.torture.measure;

import java.util.List;

/// What is said of many durations.
///
/// @param p50 half took no longer, in milliseconds
/// @param p99 all but one in a hundred took no longer
public record Spread(long count, long p50, long p99, long max) {

  public static Spread of(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return new Spread(
        sorted.size(), at(sorted, 50), at(sorted, 99), sorted.isEmpty() ? 0 : sorted.getLast());
  }

  private static long at(List<Long> sorted, int percent) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int index = (sorted.size() * percent + 99) / 100 - 1;
    return sorted.get(Math.max(0, index));
  }
}
