package orders.memory;

import java.time.Instant;
import java.util.List;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderDecision;
import orders.aggregate.order.OrderEvent;
import orders.engine.Aggregate;
import orders.engine.Decision;

/// The order's decider, as a host wants it.
public final class OrderRules implements Aggregate<OrderCommand, Order, OrderEvent> {

  @Override
  public Order initial() {
    return OrderDecider.initial();
  }

  @Override
  public Decision<OrderEvent> decide(Order order, OrderCommand command, Instant at) {
    return switch (OrderDecider.decide(order, command, at)) {
      case OrderDecision.Accepted(List<OrderEvent> events) -> new Decision.Accepted<>(events);
      case OrderDecision.Refused(var refusal) ->
          new Decision.Refused<>(refusal.code().name(), refusal.detail(), refusal.allowed());
      case OrderDecision.Impossible(String why) -> new Decision.Impossible<>(why);
    };
  }

  @Override
  public Order evolve(Order order, OrderEvent event) {
    return OrderDecider.evolve(order, event);
  }
}
