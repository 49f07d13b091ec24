package orders.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import orders.aggregate.order.CancellationReason;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.engine.EventRecord;
import orders.local.sandbox.SimProvider.Books;
import orders.projection.Recorded;
import orders.sim.Log.Place;
import orders.sim.Log.Stored;

/// Follows the committed events as an independent reader would, and holds them to the rules that
/// must be true at every moment.
final class Oracle {

  private final Log log;
  private final Codecs codecs;
  private final Map<Place, Long> positions = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Integer> eventsOf = new HashMap<>();

  final Map<String, Order> orders = new TreeMap<>();
  final Map<String, Level> levels = new TreeMap<>();
  final Map<String, Map<String, Reservation>> reservations = new TreeMap<>();
  final List<Recorded<OrderEvent>> orderLog = new ArrayList<>();
  final List<Recorded<StockEvent>> stockLog = new ArrayList<>();
  private final Map<String, Long> shippedMinor = new HashMap<>();
  private final Map<String, Long> returnedMinor = new HashMap<>();

  Oracle(Log log, Codecs codecs) {
    this.log = log;
    this.codecs = codecs;
  }

  long version(String aggregate) {
    return versions.getOrDefault(aggregate, 0L);
  }

  /// How many events a command has caused.
  int events(String commandId) {
    return eventsOf.getOrDefault(commandId, 0);
  }

  /// What an order was worth when it was sent off; 0 when it was not.
  long shippedMinor(String orderId) {
    return shippedMinor.getOrDefault(orderId, 0L);
  }

  long returnedMinor(String orderId) {
    return returnedMinor.getOrDefault(orderId, 0L);
  }

  /// Reads on.
  void look() {
    for (int partition = 0; partition < Log.PARTITIONS; partition++) {
      follow(new Place(Topics.STOCK_EVENTS, partition));
      follow(new Place(Topics.ORDERS_EVENTS, partition));
    }
  }

  /// Money is taken for what was sent off, once, and paid back for what came back.
  void books(Books books) {
    look();
    String id = books.orderId();
    assertThat(books.captures()).as("captures of %s", id).isLessThanOrEqualTo(1);
    if (books.captured() > 0) {
      assertThat(books.captured()).as("captured for %s", id).isEqualTo(shippedMinor(id));
    }
    assertThat(books.refunded())
        .as("refunded to %s", id)
        .isLessThanOrEqualTo(returnedMinor.getOrDefault(id, 0L));
  }

  private void follow(Place place) {
    Optional<Stored> next = log.next(place, positions.getOrDefault(place, 0L));
    while (next.isPresent()) {
      Stored record = next.get();
      if (place.topic().equals(Topics.ORDERS_EVENTS)) {
        order(record, EventRecord.read(record.record(), codecs.orderEvents()));
      } else {
        stock(record, EventRecord.read(record.record(), codecs.stockEvents()));
      }
      positions.put(place, record.offset() + 1);
      next = log.next(place, record.offset() + 1);
    }
  }

  private void order(Stored record, Recorded<OrderEvent> event) {
    gapless(record, event);
    String id = event.aggregateId();
    Order before = orders.getOrDefault(id, OrderDecider.initial());
    orders.put(id, OrderDecider.evolve(before, event.event()));
    orderLog.add(event);
    if (event.event()
        instanceof OrderEvent.OrderCancelled(CancellationReason.TimedOut _, _, _, _)) {
      assertThat(before)
          .as("timed out: %s", event)
          .isInstanceOfAny(Order.Placed.class, Order.Reserved.class);
    }
    if (event.event() instanceof OrderEvent.OrderShipped shipped) {
      shippedMinor.put(id, shipped.amountMinor());
    }
    if (event.event() instanceof OrderEvent.OrderReturned returned) {
      assertThat(returned.refundMinor())
          .as("the refund of %s", event)
          .isEqualTo(price(before, returned.lines()));
      returnedMinor.put(id, returned.refundMinor());
    }
  }

  /// What these pieces of an order cost.
  private static long price(Order order, List<Item> items) {
    List<OrderLine> lines =
        order instanceof Order.Delivered(var details, String _) ? details.lines() : List.of();
    return lines.stream()
        .flatMapToLong(
            line ->
                items.stream()
                    .filter(item -> item.sku().equals(line.sku()))
                    .mapToLong(item -> item.quantity() * line.unitPriceMinor()))
        .sum();
  }

  private void stock(Stored record, Recorded<StockEvent> event) {
    gapless(record, event);
    String sku = event.aggregateId();
    Map<String, Reservation> shelf = reservations.computeIfAbsent(sku, _ -> new TreeMap<>());
    Optional<String> order = event.event().order();
    Stock none = StockDecider.initial();
    Stock before =
        new Stock(
            levels.getOrDefault(sku, none.level()),
            order.map(id -> shelf.getOrDefault(id, none.reservation())).orElse(none.reservation()));
    Stock after = StockDecider.evolve(before, event.event());
    levels.put(sku, after.level());
    order.ifPresent(id -> shelf.put(id, after.reservation()));
    stockLog.add(event);
    conserved(sku, after.level(), shelf);
  }

  private static void conserved(String sku, Level level, Map<String, Reservation> shelf) {
    if (level instanceof Listed l) {
      assertThat(l.available()).as("available of %s", sku).isNotNegative();
      assertThat(l.received() + l.adjusted() + l.takenBack())
          .as("pieces of %s", sku)
          .isEqualTo(l.available() + l.reserved() + l.shipped());
      int held =
          shelf.values().stream()
              .mapToInt(r -> r instanceof Reservation.Held(int quantity) ? quantity : 0)
              .sum();
      assertThat(l.reserved()).as("reserved of %s", sku).isEqualTo(held);
    }
  }

  private void gapless(Stored record, Recorded<?> event) {
    assertThat(ids.add(event.eventId())).as("%s is there once", event).isTrue();
    long version = versions.merge(event.aggregateId(), 1L, Long::sum);
    assertThat(event.version()).as("the version of %s", event).isEqualTo(version);
    String command = Envelope.text(record.headers(), Envelope.CAUSATION_ID).orElseThrow();
    eventsOf.merge(command, 1, Integer::sum);
  }
}
