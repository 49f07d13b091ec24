package orders.policy;

import java.time.Duration;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderCommand.ExpireOrder;
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
import orders.projection.Recorded;

/// How long an order may wait: for its stock, and then for its payment.
///
/// @param reservation from the order's placing until all of its lines are held
/// @param payment from then until it is authorised
public record OrderDeadlines(Duration reservation, Duration payment)
    implements Deadline<OrderEvent, OrderCommand> {

  @Override
  public Setting react(Recorded<OrderEvent> event) {
    return switch (event.event()) {
      case OrderPlaced _ -> new Setting.Set(reservation);
      case OrderReserved _ -> new Setting.Set(payment);
      case PaymentAuthorised _, OrderRejected _, OrderCancelled _ -> new Setting.Stop();
      case LineReserved _, PaymentOrphaned _, ShipmentOrphaned _ -> new Setting.Keep();
      case OrderShipped _, OrderDelivered _, OrderReturned _ -> new Setting.Keep();
    };
  }

  @Override
  public OrderCommand command() {
    return new ExpireOrder();
  }
}
