package orders.aggregate.order;

import java.util.Optional;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.Order.Placed;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderReserved;

/// Lines are reserved one by one; the last makes the order reserved.
final class LineReservations {

  private LineReservations() {}

  static OrderDecision reserve(Placed order, String sku) {
    Details details = order.details();
    Optional<OrderLine> line =
        details.lines().stream().filter(l -> l.sku().equals(sku)).findFirst();
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
}
