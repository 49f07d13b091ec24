package orders.torture.check.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.contract.Topics;
import orders.policy.Ids;
import orders.policy.OrdersForStock;
import orders.policy.Policy;
import orders.policy.StockForOrders;
import orders.policy.notice.NoticesOfOrders;
import orders.policy.payment.PaymentsForOrders;
import orders.policy.shipping.ShippingForOrders;

/// What must follow from the log of events, derived here by the policies themselves.
final class Effects {

  private Effects() {}

  /// A message that somebody must have written.
  ///
  /// @param id that it has, however often it is derived
  record Due(String topic, String id) {}

  /// Tells each event, and what follows from it.
  static void each(Facts facts, BiConsumer<Logged<?>, Due> due) {
    for (Logged<OrderEvent> event : facts.orders()) {
      follow(new StockForOrders(), event, Topics.STOCK_COMMANDS, due);
      follow(new PaymentsForOrders(), event, Topics.PAYMENTS_REQUESTS, due);
      follow(new ShippingForOrders(), event, Topics.SHIPPING_JOBS, due);
      follow(new NoticesOfOrders(), event, Topics.ORDERS_NOTICES, due);
    }
    for (Logged<StockEvent> event : facts.stock()) {
      follow(new OrdersForStock(), event, Topics.ORDERS_COMMANDS, due);
    }
  }

  /// Everything that was written.
  static Set<Due> written(List<Message> messages) {
    Set<Due> written = new HashSet<>();
    messages.forEach(message -> written.add(new Due(message.topic(), message.id())));
    return written;
  }

  private static <E> void follow(
      Policy<E, ?> policy, Logged<E> event, String topic, BiConsumer<Logged<?>, Due> due) {
    int many = policy.react(event.event()).size();
    for (int i = 0; i < many; i++) {
      UUID id = Ids.derived(UUID.fromString(event.event().eventId()), i);
      due.accept(event, new Due(topic, id.toString()));
    }
  }
}
