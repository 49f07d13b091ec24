package orders.policy;

import java.util.List;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockEvent;
import orders.aggregate.stock.StockEvent.PriceChanged;
import orders.aggregate.stock.StockEvent.ProductListed;
import orders.aggregate.stock.StockEvent.ProductRenamed;
import orders.aggregate.stock.StockEvent.ReservationRefused;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockAdjusted;
import orders.aggregate.stock.StockEvent.StockReceived;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.aggregate.stock.StockEvent.StockShipped;
import orders.aggregate.stock.StockEvent.StockTakenBack;
import orders.projection.Recorded;

/// What stock tells an order: a line is held, or is not there.
public final class OrdersForStock implements Policy<StockEvent, OrderCommand> {

  @Override
  public List<Addressed<OrderCommand>> react(Recorded<StockEvent> event) {
    String sku = event.aggregateId();
    return switch (event.event()) {
      case StockReserved reserved ->
          List.of(new Addressed<>(reserved.orderId(), new OrderCommand.RecordReservation(sku)));
      case ReservationRefused refused ->
          List.of(
              new Addressed<>(
                  refused.orderId(), new OrderCommand.RecordShortage(sku, refused.available())));
      case ProductListed _, PriceChanged _, ProductRenamed _, StockReceived _, StockAdjusted _ ->
          List.of();
      case ReservationReleased _, StockShipped _, StockTakenBack _ -> List.of();
    };
  }
}
