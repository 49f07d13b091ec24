package orders.aggregate.order;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.Order.Delivered;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderRefusal.Code;

/// A delivered order comes back, whole or in part; what comes back is refunded at its price.
final class Returns {

  private Returns() {}

  static OrderDecision accept(Delivered order, List<Item> wanted) {
    List<Item> items = wanted.isEmpty() ? order.details().items() : wanted;
    Set<String> skus = new HashSet<>();
    long refundMinor = 0;
    for (Item item : items) {
      Optional<OrderLine> line = order.details().line(item.sku());
      if (line.isEmpty() || !skus.add(item.sku())) {
        return invalid(order, "a returned SKU is on the order, and named once");
      }
      if (item.quantity() < 1 || item.quantity() > line.get().quantity()) {
        return invalid(order, "a returned quantity is 1 to what was ordered");
      }
      refundMinor += item.quantity() * line.get().unitPriceMinor();
    }
    return OrderAnswers.accept(
        new OrderReturned(items, refundMinor, order.details().currency(), order.paymentId()));
  }

  private static OrderDecision invalid(Delivered order, String detail) {
    return OrderAnswers.refuse(order, Code.INVALID_RETURN, detail);
  }
}
