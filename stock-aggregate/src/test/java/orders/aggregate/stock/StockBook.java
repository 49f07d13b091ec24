package orders.aggregate.stock;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One SKU as the engine keeps it: a level for all, and a reservation for each order.
final class StockBook {

  private Level level = StockDecider.initial().level();
  private final Map<String, Reservation> reservations = new HashMap<>();

  Level level() {
    return level;
  }

  Map<String, Reservation> reservations() {
    return reservations;
  }

  Stock view(Optional<String> order) {
    Reservation none = StockDecider.initial().reservation();
    return new Stock(level, order.map(o -> reservations.getOrDefault(o, none)).orElse(none));
  }

  StockDecision decide(StockCommand command, Instant at) {
    return StockDecider.decide(view(command.order()), command, at);
  }

  void take(List<StockEvent> events) {
    for (StockEvent event : events) {
      Stock stock = StockDecider.evolve(view(event.order()), event);
      level = stock.level();
      event.order().ifPresent(order -> reservations.put(order, stock.reservation()));
    }
  }

  void forget(Instant now) {
    reservations.values().removeIf(reservation -> StockDecider.forgettable(reservation, now));
  }
}
