package orders.policy.notice;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.policy.Addressed;
import orders.policy.Policy;
import orders.projection.Recorded;

/// Tells consumers outside when an order reaches a stage, and nothing about it.
public final class NoticesOfOrders implements Policy<OrderEvent, OrderNotice> {

  @Override
  public List<Addressed<OrderNotice>> react(Recorded<OrderEvent> event) {
    String id = event.aggregateId();
    return type(event.event())
        .map(type -> new OrderNotice(id, type, event.version(), "/v1/orders/" + id))
        .map(notice -> new Addressed<>(id, notice))
        .stream()
        .toList();
  }

  private static Optional<String> type(OrderEvent event) {
    return switch (event) {
      case OrderPlaced _ -> Optional.of("order.placed");
      case OrderReserved _ -> Optional.of("order.reserved");
      case PaymentAuthorised _ -> Optional.of("order.paid");
      case OrderShipped _ -> Optional.of("order.shipped");
      case OrderDelivered _ -> Optional.of("order.delivered");
      case OrderReturned _ -> Optional.of("order.returned");
      case OrderRejected _ -> Optional.of("order.rejected");
      case OrderCancelled _ -> Optional.of("order.cancelled");
      case LineReserved _, PaymentOrphaned _, ShipmentOrphaned _ -> Optional.empty();
    };
  }
}
