package orders.torture.measure;

import java.util.ArrayList;
import java.util.List;

/// How long somebody asked in vain, from the first try on.
public final class Outages {

  private record Outage(long from, long until) {}

  private final List<Outage> outages = new ArrayList<>();

  public synchronized void add(long from, long until) {
    outages.add(new Outage(from, until));
  }

  /// The longest that began within a period.
  public synchronized long longest(long from, long until) {
    return outages.stream()
        .filter(one -> one.from >= from && one.from <= until)
        .mapToLong(one -> one.until - one.from)
        .max()
        .orElse(0);
  }
}
