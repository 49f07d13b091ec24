package orders.aggregate.order;

import java.util.List;

/// What an order decides on a command.
public sealed interface OrderDecision {

  /// @param events to append; none when the fact was known already
  record Accepted(List<OrderEvent> events) implements OrderDecision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record Refused(OrderRefusal refusal) implements OrderDecision {}

  /// No history of this order allows the command.
  record Impossible(String why) implements OrderDecision {}
}
