package orders.torture.check.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import orders.engine.Outcome;
import orders.kafka.Partitions;
import orders.policy.Ids;
import orders.projection.Recorded;

/// A log as it should be: each command is decided once, by the real deciders, and what it wrote and
/// how it ended stands there.
final class SimLog {

  static final int PARTITIONS = 2;

  final List<Logged<OrderEvent>> orders = new ArrayList<>();
  final List<Logged<StockEvent>> stock = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<Message> messages = new ArrayList<>();
  private final Map<String, Order> states = new HashMap<>();
  private final Map<String, Level> levels = new HashMap<>();
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Outcome> known = new HashMap<>();
  private long clock;

  /// Decides a command on an order.
  ///
  /// @param expected the version that it is for; negative for any
  Outcome order(String id, UUID command, long expected, OrderCommand asked) {
    if (known.containsKey(command.toString())) {
      return known(command);
    }
    if (expected >= 0 && expected != version(id)) {
      return kept(outcome(command, id, 0, Outcome.Kind.CONFLICT, "VERSION"), false);
    }
    Order state = states.getOrDefault(id, OrderDecider.initial());
    return switch (OrderDecider.decide(state, asked, now())) {
      case OrderDecision.Accepted(List<OrderEvent> events) -> {
        for (int i = 0; i < events.size(); i++) {
          states.merge(id, state, (old, _) -> old);
          states.put(id, OrderDecider.evolve(states.get(id), events.get(i)));
          orders.add(logged("orders", id, command, i, events.get(i)));
        }
        yield kept(outcome(command, id, events.size(), Outcome.Kind.ACCEPTED, ""), true);
      }
      case OrderDecision.Refused(var refusal) ->
          kept(outcome(command, id, 0, Outcome.Kind.REFUSED, refusal.code().name()), true);
      case OrderDecision.Impossible(String why) -> throw new AssertionError(why);
    };
  }

  Outcome stock(String sku, UUID command, StockCommand asked) {
    if (known.containsKey(command.toString())) {
      return known(command);
    }
    Stock none = StockDecider.initial();
    String key = sku + asked.order().orElse("");
    var before =
        new Stock(
            levels.getOrDefault(sku, none.level()),
            reservations.getOrDefault(key, none.reservation()));
    return switch (StockDecider.decide(before, asked, now())) {
      case StockDecision.Accepted(List<StockEvent> events) -> {
        Stock after = before;
        for (int i = 0; i < events.size(); i++) {
          after = StockDecider.evolve(after, events.get(i));
          stock.add(logged("stock", sku, command, i, events.get(i)));
        }
        levels.put(sku, after.level());
        reservations.put(key, after.reservation());
        yield kept(outcome(command, sku, events.size(), Outcome.Kind.ACCEPTED, ""), true);
      }
      case StockDecision.Refused(var refusal) ->
          kept(outcome(command, sku, 0, Outcome.Kind.REFUSED, refusal.code().name()), true);
      case StockDecision.Impossible(String why) -> throw new AssertionError(why);
    };
  }

  Message message(String topic, String key, UUID id, String cause) {
    var message =
        new Message(
            topic, Partitions.of(key, PARTITIONS), messages.size(), key, id.toString(), cause);
    messages.add(message);
    return message;
  }

  long version(String id) {
    return versions.getOrDefault(id, 0L);
  }

  Order state(String id) {
    return states.getOrDefault(id, OrderDecider.initial());
  }

  /// How many events the partition of a key holds.
  long count(String topic, String key) {
    return counts.getOrDefault(topic + Partitions.of(key, PARTITIONS), 0L);
  }

  private Outcome known(UUID command) {
    Outcome outcome = Objects.requireNonNull(known.get(command.toString()));
    outcomes.add(outcome);
    return outcome;
  }

  private Outcome kept(Outcome outcome, boolean remember) {
    outcomes.add(outcome);
    if (remember) {
      known.put(outcome.commandId(), outcome);
    }
    return outcome;
  }

  private Outcome outcome(UUID command, String id, int events, Outcome.Kind kind, String code) {
    String topic = known(id) ? "orders" : "stock";
    return new Outcome(
        command.toString(),
        id,
        version(id),
        events,
        kind,
        code,
        "",
        List.of(),
        now(),
        Partitions.of(id, PARTITIONS),
        count(topic, id));
  }

  /// Orders have ids that are UUIDs.
  private static boolean known(String id) {
    return id.length() == 36;
  }

  private <E> Logged<E> logged(String topic, String id, UUID command, int index, E event) {
    int partition = Partitions.of(id, PARTITIONS);
    long count = counts.merge(topic + partition, 1L, Long::sum);
    long version = versions.merge(id, 1L, Long::sum);
    String eventId = Ids.derived(command, index).toString();
    var recorded = new Recorded<>(id, version, eventId, now(), partition, 2 * count, event);
    return new Logged<>(recorded, count, command.toString());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock++);
  }
}
