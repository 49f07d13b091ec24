package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.contract.Topics;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// What there is in a run that something could be done to.
final class Looks {

  private Looks() {}

  static boolean row(Operation o) {
    return o.kind() == Kind.READ && o.result() == Result.OK && o.view().equals("orders");
  }

  static long length(Facts f, String order) {
    return f.orders().stream().filter(e -> e.aggregate().equals(order)).count();
  }

  /// Whether the token that was brought asks for the version that was shown.
  static boolean honours(Facts f, Operation o) {
    var source =
        new orders.query.Token.Source(
            Topics.ORDERS_EVENTS, orders.kafka.Partitions.of(o.subject(), f.partitions()));
    Long asked = orders.query.Token.parse(o.asked()).positions().get(source);
    Timelines orders = Objects.requireNonNull(Timelines.all(f).get(Timelines.ORDERS));
    return asked != null
        && orders.at(o.subject(), asked).filter(m -> m.version() == o.version()).isPresent();
  }

  /// Whether the version that was shown of a SKU is what an order's event made it.
  static boolean honoursAcross(Facts f, Operation o) {
    if (o.kind() != Kind.READ || o.result() != Result.OK || !o.view().equals("stock")) {
      return false;
    }
    var asked = orders.query.Token.parse(o.asked());
    long across = Crossings.of(f).reflected(o.subject(), asked);
    var source =
        new orders.query.Token.Source(
            Topics.STOCK_EVENTS, orders.kafka.Partitions.of(o.subject(), f.partitions()));
    Timelines stock = Objects.requireNonNull(Timelines.all(f).get("stock"));
    return across > asked.positions().getOrDefault(source, 0L)
        && stock.at(o.subject(), across).filter(m -> m.version() == o.version()).isPresent();
  }

  /// Whether a message follows from an event, rather than from what somebody told.
  static boolean ofEvent(Facts f, Message message) {
    return java.util.stream.Stream.concat(f.orders().stream(), f.stock().stream())
        .anyMatch(event -> event.event().eventId().equals(message.cause()));
  }

  static boolean seen(Facts f, Operation o) {
    return f.operations().stream()
        .anyMatch(
            p ->
                row(p)
                    && p.session() == o.session()
                    && p.subject().equals(o.subject())
                    && p.end() < o.start()
                    && p.version() > 1);
  }

  static boolean acknowledged(Facts f, String command) {
    Attempts asked = Attempts.of(f.operations()).get(command);
    return asked != null && asked.acknowledged();
  }

  static boolean unknown(Facts f, String command) {
    Attempts asked = Attempts.of(f.operations()).get(command);
    return asked != null && asked.unknown();
  }

  static boolean delivered(Facts f, Logged<OrderEvent> e) {
    return e.event().event() instanceof OrderDelivered && e.equals(last(f.orders(), e.aggregate()));
  }

  /// Whether somebody saw that the order was sent off.
  static boolean left(Facts f, String order) {
    return f.operations().stream()
        .anyMatch(
            o -> row(o) && o.subject().equals(order) && o.state().matches("SHIPPED|DELIVERED"));
  }

  static <E> Logged<E> last(List<Logged<E>> all, String aggregate) {
    return all.stream().filter(e -> e.aggregate().equals(aggregate)).toList().getLast();
  }

  /// The only request for a command that was done, and whose order somebody looked at.
  static Optional<Operation> single(Facts f, Kind kind) {
    Map<String, Attempts> all = Attempts.of(f.operations());
    return all.values().stream()
        .filter(a -> a.kind() == kind && a.all().size() == 1 && a.acknowledged())
        .filter(
            a -> f.operations().stream().anyMatch(o -> row(o) && o.subject().equals(a.subject())))
        .map(a -> a.all().getFirst())
        .findFirst();
  }
}
