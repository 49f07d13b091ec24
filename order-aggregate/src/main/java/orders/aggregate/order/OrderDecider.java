package orders.aggregate.order;

import static orders.aggregate.order.OrderAnswers.accept;
import static orders.aggregate.order.OrderAnswers.impossible;
import static orders.aggregate.order.OrderAnswers.known;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.ByClient;
import orders.aggregate.order.CancellationReason.TimedOut;
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
import orders.aggregate.order.OrderCommand.CancelOrder;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.aggregate.order.OrderCommand.RecordShortage;
import orders.aggregate.order.OrderCommand.ReturnOrder;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.aggregate.order.OrderRefusal.Code;

/// The order's decisions: a table of stages and commands with every cell filled. The compiler names
/// the places that a new stage or command touches.
public final class OrderDecider {

  private OrderDecider() {}

  public static Order initial() {
    return new Unknown();
  }

  /// @param at broker time of the command
  public static OrderDecision decide(Order order, OrderCommand command, Instant at) {
    return switch (order) {
      case Unknown _ -> unknown(command, at);
      case Placed placed -> placed(placed, command);
      case Reserved reserved -> reserved(reserved, command);
      case Paid paid -> paid(paid, command);
      case Shipped shipped -> shipped(shipped, command);
      case Delivered delivered -> delivered(delivered, command);
      case Rejected rejected -> ended(order, rejected.amount(), command);
      case Cancelled cancelled -> ended(order, cancelled.amount(), command);
      case Returned returned -> returned(returned, command);
    };
  }

  public static Order evolve(Order order, OrderEvent event) {
    return OrderEvolution.evolve(order, event);
  }

  private static OrderDecision unknown(OrderCommand command, Instant at) {
    return switch (command) {
      case PlaceOrder place -> place(place, at);
      case CancelOrder _, ReturnOrder _ ->
          OrderAnswers.refuse(new Unknown(), Code.UNKNOWN_ORDER, "there is no such order");
      case RecordReservation _,
          RecordShortage _,
          RecordAuthorisation _,
          RecordDecline _,
          RecordShipment _,
          RecordDelivery _,
          ExpireOrder _ ->
          impossible(new Unknown(), command);
    };
  }

  private static OrderDecision placed(Placed order, OrderCommand command) {
    Details details = order.details();
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation(String sku) -> LineReservations.reserve(order, sku);
      case RecordShortage(String sku, int available) ->
          LineReservations.reject(order, sku, available);
      case RecordAuthorisation _, RecordDecline _, RecordShipment _, RecordDelivery _ ->
          impossible(order, command);
      case CancelOrder(String reason) -> cancel(details, reason, false, Optional.empty());
      case ReturnOrder _ -> OrderAnswers.notDelivered(order);
      case ExpireOrder _ -> expire(details, false);
    };
  }

  private static OrderDecision reserved(Reserved order, OrderCommand command) {
    Details details = order.details();
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation _ -> known();
      case RecordShortage _, RecordShipment _, RecordDelivery _ -> impossible(order, command);
      case RecordAuthorisation(String paymentId) ->
          accept(
              new PaymentAuthorised(
                  paymentId,
                  details.totalMinor(),
                  details.currency(),
                  details.items(),
                  order.contact()));
      case RecordDecline(String paymentId, String code) ->
          accept(
              new OrderRejected(
                  new RejectionReason.PaymentDeclined(code),
                  details.items(),
                  Optional.of(paymentId)));
      case CancelOrder(String reason) -> cancel(details, reason, true, Optional.empty());
      case ReturnOrder _ -> OrderAnswers.notDelivered(order);
      case ExpireOrder _ -> expire(details, true);
    };
  }

  private static OrderDecision paid(Paid order, OrderCommand command) {
    Details details = order.details();
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation _, RecordAuthorisation _, RecordDecline _, ExpireOrder _ -> known();
      case RecordShortage _ -> impossible(order, command);
      case RecordShipment(String carrier, String tracking, int attempts) ->
          accept(OrderAnswers.shipped(order, carrier, tracking, attempts));
      case RecordDelivery(String carrier, String tracking) ->
          carrier.isEmpty()
              ? impossible(order, command)
              : accept(OrderAnswers.shipped(order, carrier, tracking, 0), new OrderDelivered());
      case CancelOrder(String reason) ->
          cancel(details, reason, true, Optional.of(order.paymentId()));
      case ReturnOrder _ -> OrderAnswers.notDelivered(order);
    };
  }

  private static OrderDecision shipped(Shipped order, OrderCommand command) {
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation _,
          RecordAuthorisation _,
          RecordDecline _,
          RecordShipment _,
          ExpireOrder _ ->
          known();
      case RecordShortage _ -> impossible(order, command);
      case RecordDelivery _ -> accept(new OrderDelivered());
      case CancelOrder _ ->
          OrderAnswers.refuse(order, Code.ALREADY_SHIPPED, "the order is on its way");
      case ReturnOrder _ -> OrderAnswers.notDelivered(order);
    };
  }

  private static OrderDecision delivered(Delivered order, OrderCommand command) {
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation _,
          RecordAuthorisation _,
          RecordDecline _,
          RecordShipment _,
          RecordDelivery _,
          ExpireOrder _ ->
          known();
      case RecordShortage _ -> impossible(order, command);
      case CancelOrder _ ->
          OrderAnswers.refuse(order, Code.ALREADY_DELIVERED, "the order was delivered");
      case ReturnOrder(List<Item> items) -> Returns.accept(order, items);
    };
  }

  /// A returned order was paid and shipped, so that the same facts again are no orphans.
  private static OrderDecision returned(Returned order, OrderCommand command) {
    return switch (command) {
      case RecordAuthorisation _, RecordShipment _ -> known();
      case PlaceOrder _,
          RecordReservation _,
          RecordShortage _,
          RecordDecline _,
          RecordDelivery _,
          CancelOrder _,
          ReturnOrder _,
          ExpireOrder _ ->
          ended(order, order.amount(), command);
    };
  }

  private static OrderDecision ended(Order order, Order.Amount amount, OrderCommand command) {
    return switch (command) {
      case PlaceOrder _ -> OrderAnswers.exists(order);
      case RecordReservation _,
          RecordShortage _,
          RecordDecline _,
          RecordDelivery _,
          ExpireOrder _ ->
          known();
      case RecordAuthorisation(String paymentId) ->
          accept(new PaymentOrphaned(paymentId, amount.minor(), amount.currency()));
      case RecordShipment(String carrier, String tracking, int _) ->
          accept(new ShipmentOrphaned(carrier, tracking));
      case CancelOrder _, ReturnOrder _ ->
          OrderAnswers.refuse(order, Code.ALREADY_ENDED, "the order has ended");
    };
  }

  private static OrderDecision place(PlaceOrder place, Instant at) {
    Optional<String> broken = PlacingRules.broken(place);
    if (broken.isPresent()) {
      return OrderAnswers.refuse(new Unknown(), Code.INVALID_ORDER, broken.get());
    }
    return accept(
        new OrderPlaced(
            place.customerId(),
            place.lines(),
            place.currency(),
            place.lines().stream().mapToLong(OrderLine::amountMinor).sum(),
            place.contact(),
            place.paymentToken(),
            at));
  }

  private static OrderDecision cancel(
      Details details, String reason, boolean paymentRequested, Optional<String> paymentId) {
    return accept(
        new OrderCancelled(new ByClient(reason), details.items(), paymentRequested, paymentId));
  }

  private static OrderDecision expire(Details details, boolean paymentRequested) {
    return accept(
        new OrderCancelled(new TimedOut(), details.items(), paymentRequested, Optional.empty()));
  }
}
