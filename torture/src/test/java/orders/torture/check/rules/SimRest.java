package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.torture.history.Operation;
import orders.torture.history.Place;
import orders.torture.measure.Reading;

/// What a simulated shop leaves when everything has come to rest, as it should be.
final class SimRest {

  private static final long BEGAN = 1_000_000;
  private static final int READINGS = 2 * Bounded.SETTLED_LEAST;
  private static final List<Place> PLANTED =
      List.of(
          new Place(Topics.ORDERS_COMMANDS, 0, 1_000_000),
          new Place(Topics.STOCK_COMMANDS, 1, 1_000_000));
  private static final String NOBODYS = "00000000-0000-5000-8000-000000000000";

  private SimRest() {}

  static Facts facts(SimShop shop, List<Operation> operations, List<String> ids) {
    SimLog log = shop.log;
    return new Facts(
        operations,
        log.orders,
        log.stock,
        List.of(),
        log.messages,
        log.outcomes,
        new Facts.Aside(PLANTED, PLANTED),
        shop.ledger.totals(),
        shop.ledger.all(),
        shop.book.all(),
        views(log),
        rows(log, ids),
        List.of(new Facts.End(Topics.ORDERS_EVENTS, 0, 9, 9)),
        Duty.all(SimLog.PARTITIONS).stream().map(SimRest::read).toList(),
        new Facts.Personal(true, log.orders.size(), List.of(), List.of()),
        Optional.of(readings()),
        SimLog.PARTITIONS);
  }

  private static List<Facts.View> views(SimLog log) {
    return Stream.of("view-orders", "view-billing", "view-inventory", "view-shipping")
        .flatMap(app -> Catalogue.get().app(app).produces().stream())
        .map(topic -> view(log, topic))
        .toList();
  }

  private static Facts.View view(SimLog log, String topic) {
    boolean stock = topic.startsWith("inventory.");
    return new Facts.View(
        topic,
        stock ? Topics.STOCK_EVENTS : Topics.ORDERS_EVENTS,
        1,
        stock ? log.stock.size() : log.orders.size(),
        "");
  }

  /// Orders as they are, and one that nobody placed.
  private static List<Facts.Row> rows(SimLog log, List<String> ids) {
    List<Facts.Row> rows = new ArrayList<>();
    ids.stream()
        .filter(id -> log.version(id) > 0)
        .forEach(id -> rows.add(new Facts.Row(Timelines.ORDERS, id, 200, log.version(id), "")));
    rows.add(new Facts.Row(Timelines.ORDERS, NOBODYS, 404, Operation.NONE, ""));
    return rows;
  }

  private static Facts.Lag read(Duty duty) {
    String group = duty.groups().getFirst().replace("*", "1");
    return new Facts.Lag(group, duty.topic(), duty.partition(), 9, 9);
  }

  /// Of two lives of a process, the second one longer.
  private static List<Reading> readings() {
    return Map.of("first", 2, "second", READINGS).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(life -> IntStream.range(0, life.getValue()).mapToObj(i -> reading(life, i)))
        .toList();
  }

  /// At first it waits for its brokers.
  private static Reading reading(Map.Entry<String, Integer> life, int i) {
    long at = BEGAN + i * (Bounded.SETTLED_MS / 4);
    int threads = i < 4 ? 15 : 160 + i % 7;
    return new Reading("app", life.getValue(), at, threads, 4 * threads, 300 << 20, 1_000L * i);
  }
}
