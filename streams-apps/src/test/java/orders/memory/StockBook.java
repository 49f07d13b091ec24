package orders.memory;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockDecision;
import orders.aggregate.stock.StockEvent;
import orders.engine.Aggregate;
import orders.engine.Decision;

/// The level of a SKU and all its reservations.
public record StockBook(Level level, Map<String, Reservation> reservations) {

  public StockBook {
    reservations = Collections.unmodifiableMap(new TreeMap<>(reservations));
  }

  private Stock of(Optional<String> order) {
    Reservation none = StockDecider.initial().reservation();
    return new Stock(level, order.map(id -> reservations.getOrDefault(id, none)).orElse(none));
  }

  public static final class Rules implements Aggregate<StockCommand, StockBook, StockEvent> {

    @Override
    public StockBook initial() {
      return new StockBook(StockDecider.initial().level(), Map.of());
    }

    @Override
    public Decision<StockEvent> decide(StockBook book, StockCommand command, Instant at) {
      return switch (StockDecider.decide(book.of(command.order()), command, at)) {
        case StockDecision.Accepted(List<StockEvent> events) -> new Decision.Accepted<>(events);
        case StockDecision.Refused(var refusal) ->
            new Decision.Refused<>(refusal.code().name(), refusal.detail(), List.of());
        case StockDecision.Impossible(String why) -> new Decision.Impossible<>(why);
      };
    }

    @Override
    public StockBook evolve(StockBook book, StockEvent event) {
      Stock after = StockDecider.evolve(book.of(event.order()), event);
      Map<String, Reservation> reservations = new HashMap<>(book.reservations());
      event.order().ifPresent(id -> reservations.put(id, after.reservation()));
      return new StockBook(after.level(), reservations);
    }
  }
}
