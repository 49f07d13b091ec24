package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;

/// Which versions of an order or a SKU clients have seen, and by when: what was seen was there.
final class Sights {

  private static final Sights NONE = new Sights();

  private final List<Sight> byEnd = new ArrayList<>();
  private long[] highest = new long[0];

  /// @param end when a client held the answer in hand
  private record Sight(long end, long version) {}

  /// What clients saw of each subject.
  static Map<String, Sights> of(List<Operation> operations) {
    Map<String, Sights> sights = new HashMap<>();
    operations.stream()
        .filter(o -> o.result() == Result.OK && o.version() != Operation.NONE)
        .forEach(
            o ->
                sights
                    .computeIfAbsent(Attempts.subject(o), _ -> new Sights())
                    .byEnd
                    .add(new Sight(o.end(), o.version())));
    sights.values().forEach(Sights::sort);
    return sights;
  }

  static Sights none() {
    return NONE;
  }

  private void sort() {
    byEnd.sort(Comparator.comparingLong(Sight::end));
    highest = new long[byEnd.size()];
    long max = 0;
    for (int i = 0; i < highest.length; i++) {
      max = Math.max(max, byEnd.get(i).version());
      highest[i] = max;
    }
  }

  /// The highest version that somebody had seen before that moment; 0 when nobody had seen any.
  long before(long moment) {
    int low = 0;
    int high = byEnd.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byEnd.get(middle).end() < moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : highest[low - 1];
  }
}
