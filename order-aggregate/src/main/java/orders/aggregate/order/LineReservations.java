package orders.aggregate.order;

import java.util.Optional;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.Order.Placed;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderCommand.RecordShortage;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;

/// Lines are reserved one by one; the last makes the order reserved.
final class LineReservations {

  private LineReservations() {}

  static OrderDecision reserve(Placed order, String sku) {
    Details details = order.details();
    Optional<OrderLine> line = details.line(sku);
    if (line.isEmpty()) {
      return OrderAnswers.impossible(order, new RecordReservation(sku));
    }
    if (order.reserved().contains(sku)) {
      return OrderAnswers.known();
    }
    var reserved = new LineReserved(sku, line.get().quantity());
    boolean last = order.reserved().size() + 1 == details.lines().size();
    return last
        ? OrderAnswers.accept(
            reserved,
            new OrderReserved(details.totalMinor(), details.currency(), details.paymentToken()))
        : OrderAnswers.accept(reserved);
  }

  /// One line that is not there ends the order; the others are given back.
  static OrderDecision reject(Placed order, String sku, int available) {
    return order.details().line(sku).isEmpty()
        ? OrderAnswers.impossible(order, new RecordShortage(sku, available))
        : OrderAnswers.accept(
            new OrderRejected(
                new RejectionReason.OutOfStock(sku, available),
                order.details().items(),
                Optional.empty()));
  }
}
