package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderEvent;

/// What became of each order, folded with the one function that the product folds it with.
///
/// @param orders those whose events can follow one another
/// @param impossible the first event of each other order that cannot follow
record Lives(Map<String, Order> orders, List<String> impossible) {

  static Lives of(Map<String, List<Logged<OrderEvent>>> stories) {
    var lives = new Lives(new TreeMap<>(), new ArrayList<>());
    stories.forEach(lives::fold);
    return lives;
  }

  private void fold(String id, List<Logged<OrderEvent>> story) {
    Order order = OrderDecider.initial();
    for (Logged<OrderEvent> event : story) {
      try {
        order = OrderDecider.evolve(order, event.event().event());
      } catch (RuntimeException e) {
        impossible.add(id + ": " + order.getClass().getSimpleName() + ", then " + event);
        return;
      }
    }
    orders.put(id, order);
  }
}
