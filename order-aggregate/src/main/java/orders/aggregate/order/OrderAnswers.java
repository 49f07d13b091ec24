package orders.aggregate.order;

import java.util.List;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.Order.Paid;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderRefusal.Code;

/// The answers that cells of the table share.
final class OrderAnswers {

  private OrderAnswers() {}

  static OrderDecision accept(OrderEvent... events) {
    return new OrderDecision.Accepted(List.of(events));
  }

  /// The fact is in the history already, or no longer matters.
  static OrderDecision known() {
    return new OrderDecision.Accepted(List.of());
  }

  static OrderDecision impossible(Order order, OrderCommand command) {
    return new OrderDecision.Impossible(
        "%s in %s".formatted(command.getClass().getSimpleName(), order.getClass().getSimpleName()));
  }

  static OrderShipped shipped(Paid order, String carrier, String tracking, int attempts) {
    Details details = order.details();
    return new OrderShipped(
        carrier,
        tracking,
        details.items(),
        order.paymentId(),
        details.totalMinor(),
        details.currency(),
        attempts);
  }

  static OrderDecision exists(Order order) {
    return refuse(order, Code.ORDER_EXISTS, "the order exists");
  }

  static OrderDecision notDelivered(Order order) {
    return refuse(order, Code.NOT_DELIVERED, "only a delivered order can be returned");
  }

  static OrderDecision refuse(Order order, Code code, String detail) {
    return new OrderDecision.Refused(new OrderRefusal(code, detail, allowed(order)));
  }

  /// The client commands that a stage allows.
  static List<String> allowed(Order order) {
    return switch (order) {
      case Order.Unknown _ -> List.of("PlaceOrder");
      case Order.Placed _, Order.Reserved _, Order.Paid _ -> List.of("CancelOrder");
      case Order.Delivered _ -> List.of("ReturnOrder");
      case Order.Shipped _, Order.Rejected _, Order.Cancelled _, Order.Returned _ -> List.of();
    };
  }
}
