package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.StockEvent;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;

/// The facts, with the ways to them that more than one rule goes.
///
/// @param attempts what clients asked for, by the command's id
/// @param orders the events of each order, in the order of the log
/// @param stock the events of each SKU, likewise
/// @param caused the events of each command
/// @param ids of everything that something may follow from: events, and committed messages
/// @param timelines what a row was at each position of the log, by view
/// @param lives what became of each order
/// @param shelves what became of each SKU
/// @param sights which versions clients had seen of each subject, and by when
public record Dossier(
    Facts facts,
    Map<String, Attempts> attempts,
    Map<String, List<Logged<OrderEvent>>> orders,
    Map<String, List<Logged<StockEvent>>> stock,
    Map<String, List<Logged<?>>> caused,
    Set<String> ids,
    Map<String, Timelines> timelines,
    Lives lives,
    Map<String, Shelves> shelves,
    Map<String, Sights> sights) {

  public static Dossier of(Facts facts) {
    Map<String, List<Logged<?>>> caused = new HashMap<>();
    Set<String> ids = new HashSet<>();
    Stream.concat(facts.orders().stream(), facts.stock().stream())
        .forEach(
            event -> {
              caused.computeIfAbsent(event.command(), _ -> new ArrayList<>()).add(event);
              ids.add(event.event().eventId());
            });
    facts.messages().forEach(message -> ids.add(message.id()));
    Map<String, List<Logged<OrderEvent>>> orders = byAggregate(facts.orders());
    Map<String, List<Logged<StockEvent>>> stock = byAggregate(facts.stock());
    Map<String, Shelves> shelves = new TreeMap<>();
    stock.forEach((sku, story) -> shelves.put(sku, Shelves.fold(sku, story)));
    return new Dossier(
        facts,
        Attempts.of(facts.operations()),
        orders,
        stock,
        caused,
        ids,
        Timelines.all(facts),
        Lives.of(orders),
        shelves,
        Sights.of(facts.operations()));
  }

  private static <E> Map<String, List<Logged<E>>> byAggregate(List<Logged<E>> events) {
    Map<String, List<Logged<E>>> byAggregate = new TreeMap<>();
    events.forEach(
        event -> byAggregate.computeIfAbsent(event.aggregate(), _ -> new ArrayList<>()).add(event));
    return byAggregate;
  }

  /// The events that a command caused.
  List<Logged<?>> caused(String command) {
    return caused.getOrDefault(command, List.of());
  }

  Sights sights(String subject) {
    return sights.getOrDefault(subject, Sights.none());
  }

  /// What a SKU holds for an order, or did with what it held.
  Reservation reservation(String sku, String order) {
    var none = new Reservation.None();
    Shelves there = shelves.get(sku);
    return there == null ? none : there.reservations().getOrDefault(order, none);
  }

  /// The events of an order or a SKU.
  List<? extends Logged<?>> story(Attempts asked) {
    return asked.ofOrder()
        ? orders.getOrDefault(asked.subject(), List.of())
        : stock.getOrDefault(asked.subject(), List.of());
  }

  Collection<Attempts> asked() {
    return attempts.values();
  }

  /// Reads that were answered with a row.
  Stream<Operation> rowsRead() {
    return facts.operations().stream()
        .filter(operation -> operation.kind() == Kind.READ)
        .filter(operation -> operation.result() == Operation.Result.OK)
        .filter(operation -> operation.version() != Operation.NONE);
  }
}
