package orders.policy;

import java.util.List;
import java.util.function.Function;
import orders.aggregate.order.Item;
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
import orders.aggregate.stock.StockCommand;
import orders.projection.Recorded;

/// What an order asks of stock: hold each line, give it back, send it out, take it back.
public final class StockForOrders implements Policy<OrderEvent, StockCommand> {

  @Override
  public List<Addressed<StockCommand>> react(Recorded<OrderEvent> event) {
    String orderId = event.aggregateId();
    return switch (event.event()) {
      case OrderPlaced placed ->
          placed.lines().stream()
              .map(
                  line -> addressed(line.sku(), new StockCommand.Reserve(orderId, line.quantity())))
              .toList();
      case OrderRejected rejected ->
          each(rejected.lines(), item -> new StockCommand.Release(orderId));
      case OrderCancelled cancelled ->
          each(cancelled.lines(), item -> new StockCommand.Release(orderId));
      case OrderShipped shipped -> each(shipped.lines(), item -> new StockCommand.Ship(orderId));
      case OrderReturned returned ->
          each(returned.lines(), item -> new StockCommand.TakeBack(orderId, item.quantity()));
      case LineReserved _, OrderReserved _, OrderDelivered _ -> List.of();
      case PaymentAuthorised _, PaymentOrphaned _, ShipmentOrphaned _ -> List.of();
    };
  }

  private static List<Addressed<StockCommand>> each(
      List<Item> items, Function<Item, StockCommand> command) {
    return items.stream().map(item -> addressed(item.sku(), command.apply(item))).toList();
  }

  private static Addressed<StockCommand> addressed(String sku, StockCommand command) {
    return new Addressed<>(sku, command);
  }
}
