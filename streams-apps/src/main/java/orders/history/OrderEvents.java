package orders.history;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.history.Story;
import orders.projection.orders.OrderSummary;
import orders.query.Events;
import orders.query.ViewReader;
import orders.query.ViewReader.Freshness;

/// The events of an order. Its summary says at which offsets they are: a handful of fetches,
/// however long the log.
public final class OrderEvents {

  private final ViewReader<OrderSummary> summaries;
  private final Events<OrderEvent> log;

  public OrderEvents(ViewReader<OrderSummary> summaries, Events<OrderEvent> log) {
    this.summaries = summaries;
    this.log = log;
  }

  Events<OrderEvent> log() {
    return log;
  }

  /// Every event of an order, in order; none when there is no such order.
  public List<Recorded<OrderEvent>> of(String orderId, Freshness freshness) {
    List<Long> offsets = offsets(orderId, freshness);
    return offsets.isEmpty() ? List.of() : log.at(orderId, offsets);
  }

  /// The first events of an order.
  List<Recorded<OrderEvent>> before(String orderId, long version, Freshness freshness) {
    List<Long> offsets = offsets(orderId, freshness);
    if (offsets.size() < version - 1) {
      throw new ViewReader.Unavailable("the summaries of orders are behind");
    }
    return log.at(orderId, offsets.subList(0, (int) version - 1));
  }

  private List<Long> offsets(String orderId, Freshness freshness) {
    Optional<OrderSummary> row = summaries.get(orderId, freshness).value();
    return row.map(OrderSummary::eventOffsets).orElse(List.of());
  }

  /// The stories of a projection whose rows are orders'.
  public <R> Stories<R> stories(Projection<OrderEvent, R> projection) {
    return (key, bound, freshness) -> Story.of(projection, of(key, freshness), bound);
  }
}
