package orders.torture.measure;

import java.util.ArrayList;
import java.util.List;

/// How long somebody asked in vain, from the first try on.
public final class Outages {

  private final List<Outage> outages = new ArrayList<>();

  /// One that goes on until it is said to be over.
  public final class Outage {
    private final long from;
    private long until = Long.MAX_VALUE;

    private Outage(long from) {
      this.from = from;
    }

    public void over(long at) {
      synchronized (outages) {
        until = at;
      }
    }
  }

  public Outage begin(long from) {
    var outage = new Outage(from);
    synchronized (outages) {
      outages.add(outage);
    }
    return outage;
  }

  /// The longest within a period: of one that began before it, or is not over, what lies in it.
  public long longest(long from, long until) {
    synchronized (outages) {
      return outages.stream()
          .filter(one -> one.until > from && one.from <= until)
          .mapToLong(one -> Math.min(one.until, until) - Math.max(one.from, from))
          .max()
          .orElse(0);
    }
  }
}
