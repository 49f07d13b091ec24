package orders.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderDecision;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockDecision;
import orders.aggregate.stock.StockEvent;
import orders.projection.Recorded;

/// Orders, stock and the policies between them in memory. What a policy asks for is handed out, to
/// be delivered whenever and as often as the test likes: there is no memory of command ids.
final class Town {

  static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");

  /// One SKU: its level, and a reservation for each order.
  static final class Shelf {
    Level level = StockDecider.initial().level();
    final Map<String, Reservation> reservations = new TreeMap<>();
    long version;

    Stock view(Optional<String> order) {
      Reservation none = StockDecider.initial().reservation();
      return new Stock(level, order.map(o -> reservations.getOrDefault(o, none)).orElse(none));
    }
  }

  final Map<String, Order> orders = new TreeMap<>();
  final Map<String, Shelf> shelves = new TreeMap<>();
  final List<Recorded<OrderEvent>> orderLog = new ArrayList<>();
  final List<Recorded<StockEvent>> stockLog = new ArrayList<>();

  /// Commands that no history allows; there should be none.
  final List<String> deadLetters = new ArrayList<>();

  private final StockForOrders toStock = new StockForOrders();
  private final OrdersForStock toOrders = new OrdersForStock();
  private final Map<String, Long> versions = new HashMap<>();
  private final Consumer<Delivery> post;

  /// A command on its way.
  record Delivery(String to, Runnable run) {}

  Town(Consumer<Delivery> post) {
    this.post = post;
  }

  void order(String id, OrderCommand command) {
    Order order = orders.getOrDefault(id, OrderDecider.initial());
    switch (OrderDecider.decide(order, command, AT)) {
      case OrderDecision.Accepted(var events) -> {
        for (OrderEvent event : events) {
          order = OrderDecider.evolve(order, event);
          orders.put(id, order);
          long version = versions.merge(id, 1L, Long::sum);
          var recorded =
              new Recorded<>(id, version, id + "#" + version, AT, 0, orderLog.size(), event);
          orderLog.add(recorded);
          for (Addressed<StockCommand> asked : toStock.react(recorded)) {
            String sku = asked.aggregateId();
            post.accept(new Delivery(sku, () -> stock(sku, asked.command())));
          }
        }
      }
      case OrderDecision.Refused _ -> {}
      case OrderDecision.Impossible(String why) -> deadLetters.add(id + ": " + why);
    }
  }

  void stock(String sku, StockCommand command) {
    Shelf shelf = shelves.computeIfAbsent(sku, _ -> new Shelf());
    switch (StockDecider.decide(shelf.view(command.order()), command, AT)) {
      case StockDecision.Accepted(var events) -> {
        for (StockEvent event : events) {
          Stock stock = StockDecider.evolve(shelf.view(event.order()), event);
          shelf.level = stock.level();
          event.order().ifPresent(id -> shelf.reservations.put(id, stock.reservation()));
          String eventId = sku + "#" + ++shelf.version;
          var recorded = new Recorded<>(sku, shelf.version, eventId, AT, 0, stockLog.size(), event);
          stockLog.add(recorded);
          for (Addressed<OrderCommand> asked : toOrders.react(recorded)) {
            String id = asked.aggregateId();
            post.accept(new Delivery(id, () -> order(id, asked.command())));
          }
        }
      }
      case StockDecision.Refused _ -> {}
      case StockDecision.Impossible(String why) -> deadLetters.add(sku + ": " + why);
    }
  }
}
