package orders.aggregate.stock;

import java.util.List;

/// What the stock of a SKU decides on a command.
public sealed interface StockDecision {

  /// @param events to append; none when the fact was known already
  record Accepted(List<StockEvent> events) implements StockDecision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record Refused(StockRefusal refusal) implements StockDecision {}

  /// No history of this SKU allows the command.
  record Impossible(String why) implements StockDecision {}
}
