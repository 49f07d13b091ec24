package orders.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.aggregate.order.OrderEvent;
import orders.projection.Recorded;
import orders.projection.billing.Invoices;
import orders.projection.billing.Revenue;
import orders.projection.billing.Revenues;
import orders.projection.history.Bound;
import orders.projection.history.LogOrder;
import orders.projection.history.Story;
import orders.query.Events;
import orders.query.ViewReader.Freshness;

/// The stories of days: of everything that happened on the day, which times find in the log, and of
/// what happened before to the orders of which that was.
public final class RevenueStories implements Stories<Revenue> {

  /// Orders of earlier days that are looked up.
  public static final int EARLIER_MAX = 2_000;

  private final OrderEvents orders;

  public RevenueStories(OrderEvents orders) {
    this.orders = orders;
  }

  /// @param key `2026-11-23|EUR`
  @Override
  public Story<?, Revenue> tell(String key, Bound bound, Freshness freshness) {
    Instant begin =
        LocalDate.parse(key.substring(0, key.indexOf('|')))
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    Instant end = begin.plus(java.time.Duration.ofDays(1)).minusNanos(1);
    Instant until = bound.at().filter(at -> at.isBefore(end)).orElse(end);
    List<Recorded<OrderEvent>> events = new ArrayList<>(orders.log().between(begin, until));
    Map<String, Long> first = new HashMap<>();
    events.forEach(event -> first.merge(event.aggregateId(), event.version(), Math::min));
    first.values().removeIf(version -> version == 1);
    if (first.size() > EARLIER_MAX) {
      throw new Events.TooLong("that day concerns more than " + EARLIER_MAX + " earlier orders");
    }
    first.forEach((order, version) -> events.addAll(orders.before(order, version, freshness)));
    return Story.of(new Invoices(), new Revenues(), key, LogOrder.of(events), bound);
  }
}
