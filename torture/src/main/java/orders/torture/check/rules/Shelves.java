package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Reservation.Held;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockEvent;

/// The stock of one SKU, folded event by event, and whether its pieces add up at each.
final class Shelves {

  private final String sku;
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final List<Wrong> wrong = new ArrayList<>();
  private Level level = StockDecider.initial().level();
  private long held;

  /// Pieces that do not add up, or an event that cannot follow.
  record Wrong(String subject, String expected, String seen) {}

  private Shelves(String sku) {
    this.sku = sku;
  }

  static Shelves fold(String sku, List<Logged<StockEvent>> story) {
    var shelves = new Shelves(sku);
    for (Logged<StockEvent> event : story) {
      if (!shelves.take(event)) {
        break; // what comes after an impossible event says nothing
      }
    }
    return shelves;
  }

  /// What was not as it had to be.
  List<Wrong> wrong() {
    return wrong;
  }

  /// What there is for each order that ever asked.
  Map<String, Reservation> reservations() {
    return reservations;
  }

  private boolean take(Logged<StockEvent> event) {
    Optional<String> order = event.event().event().order();
    Reservation none = StockDecider.initial().reservation();
    Reservation before = order.map(id -> reservations.getOrDefault(id, none)).orElse(none);
    try {
      Stock after = StockDecider.evolve(new Stock(level, before), event.event().event());
      level = after.level();
      order.ifPresent(id -> reservations.put(id, after.reservation()));
      held += pieces(after.reservation()) - pieces(before);
    } catch (RuntimeException e) {
      report("an event that can follow", e.getMessage() + " at " + event);
      return false;
    }
    if (level instanceof Listed listed) {
      conserved(listed, event);
    }
    return true;
  }

  private void conserved(Listed l, Logged<StockEvent> event) {
    if (l.available() < 0) {
      report("something available", l + " after " + event);
    }
    if (l.received() + l.adjusted() + l.takenBack() != l.available() + l.reserved() + l.shipped()) {
      report("received + adjusted + back = available + reserved + shipped", l + " after " + event);
    }
    if (l.reserved() != held) {
      report("reserved " + held + ", as orders hold", l + " after " + event);
    }
  }

  private void report(String expected, String seen) {
    wrong.add(new Wrong(sku, expected, seen));
  }

  private static int pieces(Reservation reservation) {
    return reservation instanceof Held(int quantity) ? quantity : 0;
  }
}
