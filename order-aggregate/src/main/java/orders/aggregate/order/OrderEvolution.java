package orders.aggregate.order;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.Order.Amount;
import orders.aggregate.order.Order.Cancelled;
import orders.aggregate.order.Order.Delivered;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.Order.Paid;
import orders.aggregate.order.Order.Placed;
import orders.aggregate.order.Order.Rejected;
import orders.aggregate.order.Order.Reserved;
import orders.aggregate.order.Order.Returned;
import orders.aggregate.order.Order.Shipped;
import orders.aggregate.order.Order.Unknown;
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

/// The one function that changes an order, live and when its history is read again.
final class OrderEvolution {

  private OrderEvolution() {}

  static Order evolve(Order order, OrderEvent event) {
    return switch (event) {
      case OrderPlaced placed when order instanceof Unknown ->
          new Placed(
              new Details(placed.lines(), placed.currency(), placed.paymentToken()),
              Set.of(),
              Optional.of(placed.contact()));
      case LineReserved(String sku, int _)
          when order instanceof Placed placed && awaits(placed, sku) ->
          new Placed(placed.details(), with(placed.reserved(), sku), placed.contact());
      case OrderReserved _ when order instanceof Placed placed && complete(placed) ->
          new Reserved(placed.details(), placed.contact());
      case PaymentAuthorised authorised when order instanceof Reserved reserved ->
          new Paid(reserved.details(), authorised.paymentId());
      case OrderShipped shipped when order instanceof Paid paid ->
          new Shipped(paid.details(), paid.paymentId(), shipped.carrier(), shipped.tracking());
      case OrderDelivered _ when order instanceof Shipped shipped ->
          new Delivered(shipped.details(), shipped.paymentId());
      case OrderRejected _ when !ended(order) -> new Rejected(amount(order, event));
      case OrderCancelled _ when !ended(order) -> new Cancelled(amount(order, event));
      case OrderReturned _ when order instanceof Delivered delivered ->
          new Returned(delivered.details().amount());
      case PaymentOrphaned _ when ended(order) -> order;
      case ShipmentOrphaned _ when ended(order) -> order;
      case OrderPlaced _,
          LineReserved _,
          OrderReserved _,
          PaymentAuthorised _,
          OrderShipped _,
          OrderDelivered _,
          OrderRejected _,
          OrderCancelled _,
          OrderReturned _,
          PaymentOrphaned _,
          ShipmentOrphaned _ ->
          throw new ImpossibleHistory(order, event);
    };
  }

  private static boolean awaits(Placed order, String sku) {
    return order.details().line(sku).isPresent() && !order.reserved().contains(sku);
  }

  private static boolean complete(Placed order) {
    return order.reserved().size() == order.details().lines().size();
  }

  private static boolean ended(Order order) {
    return switch (order) {
      case Rejected _, Cancelled _, Returned _ -> true;
      case Unknown _, Placed _, Reserved _, Paid _, Shipped _, Delivered _ -> false;
    };
  }

  /// What an order that may still be given up is worth.
  private static Amount amount(Order order, OrderEvent event) {
    return switch (order) {
      case Placed placed -> placed.details().amount();
      case Reserved reserved -> reserved.details().amount();
      case Paid paid -> paid.details().amount();
      case Unknown _, Shipped _, Delivered _, Rejected _, Cancelled _, Returned _ ->
          throw new ImpossibleHistory(order, event);
    };
  }

  private static Set<String> with(Set<String> skus, String sku) {
    var more = new HashSet<>(skus);
    more.add(sku);
    return more;
  }
}
