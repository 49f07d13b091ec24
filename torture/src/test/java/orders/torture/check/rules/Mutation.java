package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.contract.Topics;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// A good run with one thing wrong, and the rule that must say so.
///
/// @param rule what must be broken
/// @param alone whether nothing else may be
/// @param make empty when a run has nothing that it could be done to
record Mutation(
    String name, String rule, boolean alone, Function<Facts, Optional<Facts>> make) {

  static final List<Mutation> ALL =
      Stream.of(log(), history(), reads(), rest()).flatMap(List::stream).toList();

  private static Mutation of(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, false, make);
  }

  private static Mutation alone(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, true, make);
  }

  private static List<Mutation> log() {
    return List.of(
        of(
            "what was acknowledged is not in the log",
            "acknowledged-once",
            f -> new Change(f).order(e -> acknowledged(f, e.command()), _ -> List.of())),
        of(
            "an event stands there twice",
            "gapless",
            f -> new Change(f).order(_ -> true, e -> List.of(e, e))),
        of(
            "a version is left out",
            "gapless",
            f -> new Change(f).order(e -> e.version() == 2, _ -> List.of())),
        alone(
            "an event stands in another partition",
            "gapless",
            f ->
                new Change(f)
                    .stock(
                        e -> e.version() == 1,
                        e -> List.of(event(e, e.event().eventId(), 1 - e.event().partition())))),
        of(
            "an event has an id of its own",
            "gapless",
            f ->
                new Change(f)
                    .order(
                        e -> e.version() == 1,
                        e -> List.of(event(e, new UUID(1, 1).toString(), e.event().partition())))),
        of(
            "nobody asked for what happened",
            "no-phantom",
            f ->
                f.operations().stream()
                    .filter(o -> o.kind() == Kind.RECEIVE)
                    .findFirst()
                    .map(first -> without(f, first.key()))),
        of(
            "a policy acted on an event that is not there",
            "no-phantom",
            f -> message(f, m -> List.of(caused(m, new UUID(1, 1).toString())))),
        alone("a policy acted twice", "effects-once", f -> message(f, m -> List.of(m, m))),
        of(
            "pieces come from nowhere",
            "stock-conserved",
            f ->
                new Change(f)
                    .stock(
                        e -> e.event().event() instanceof StockReserved,
                        e -> List.of(more(e)))),
        of(
            "an order does not end",
            "saga-ends",
            f -> new Change(f).order(e -> delivered(f, e), _ -> List.of())),
        of(
            "what was held for a cancelled order still is",
            "compensation-fits",
            f ->
                new Change(f)
                    .stock(
                        e ->
                            e.event().event() instanceof ReservationReleased r
                                && r.quantity() > 0
                                && e == last(f.stock(), e.aggregate()),
                        _ -> List.of())));
  }

  private static List<Mutation> history() {
    return List.of(
        of("what was refused was done", "refused-never", f -> allRefused(f)),
        of(
            "what nobody answered for was done twice",
            "unknown-at-most-once",
            f -> new Change(f).order(e -> unknown(f, e.command()), e -> List.of(e, e))),
        of(
            "what began later came earlier",
            "real-time-order",
            f ->
                single(f, Kind.PLACE)
                    .flatMap(
                        placed ->
                            new Change(f)
                                .operation(
                                    o -> o == placed,
                                    o -> Change.at(o, 1_000_000, 1_000_001)))),
        of(
            "a conflict with the version that was expected",
            "explainable-conflicts",
            f ->
                new Change(f)
                    .operation(o -> o.status() == 412, o -> Change.version(o, o.expected()))),
        of(
            "a conflict with a version that never was",
            "explainable-conflicts",
            f -> new Change(f).operation(o -> o.status() == 412, o -> Change.version(o, 99))),
        alone(
            "a repetition is answered in other words",
            "same-answer",
            f -> repeated(f, o -> Change.told(o, o.request(), "other words"))),
        alone(
            "another body under a key is done",
            "same-answer",
            f -> repeated(f, o -> Change.told(o, "another body", o.answer()))),
        of(
            "a repetition of what was done is refused",
            "same-answer",
            f -> repeated(f, o -> Change.result(o, Result.REFUSED, 412))),
        of(
            "an order is cancelled that had ended",
            "second-opinion",
            f ->
                new Change(f)
                    .operation(
                        o -> o.kind() == Kind.CANCEL && o.status() == 409,
                        o -> Change.result(o, Result.OK, 200))));
  }

  private static List<Mutation> reads() {
    return List.of(
        of(
            "a read shows a version that never was",
            "reads-show-log",
            f -> new Change(f).operation(Mutation::row, o -> Change.version(o, 99))),
        of(
            "a read shows a stage that the version is not in",
            "reads-show-log",
            f ->
                new Change(f)
                    .operation(
                        o -> row(o) && o.state().equals("PLACED"),
                        o -> Change.state(o, "DELIVERED"))),
        of(
            "a read is older than its token",
            "tokens-honoured",
            f ->
                new Change(f)
                    .operation(
                        o -> row(o) && honours(f, o) && o.version() > 1,
                        o -> Change.version(o, o.version() - 1))),
        of(
            "a read runs ahead of its token",
            "tokens-honoured",
            f ->
                new Change(f)
                    .operation(
                        o -> row(o) && o.version() < length(f, o.subject()),
                        o -> Change.version(o, o.version() + 1))),
        of(
            "a session goes back",
            "sessions-go-forward",
            f ->
                new Change(f)
                    .operation(
                        o -> row(o) && o.version() > 1 && seen(f, o),
                        o -> Change.version(o, 1))));
  }

  private static List<Mutation> rest() {
    return MutationsAtRest.ALL;
  }

  private static boolean row(Operation o) {
    return o.kind() == Kind.READ && o.result() == Result.OK && o.view().equals("orders");
  }

  private static long length(Facts f, String order) {
    return f.orders().stream().filter(e -> e.aggregate().equals(order)).count();
  }

  /// Whether the token that was brought asks for the version that was shown.
  private static boolean honours(Facts f, Operation o) {
    var source =
        new orders.query.Token.Source(
            Topics.ORDERS_EVENTS, orders.kafka.Partitions.of(o.subject(), f.partitions()));
    Long asked = orders.query.Token.parse(o.asked()).positions().get(source);
    return asked != null
        && Timelines.all(f)
            .get("orders")
            .at(o.subject(), asked)
            .filter(m -> m.version() == o.version())
            .isPresent();
  }

  private static boolean seen(Facts f, Operation o) {
    return f.operations().stream()
        .anyMatch(
            p ->
                row(p)
                    && p.session() == o.session()
                    && p.subject().equals(o.subject())
                    && p.end() < o.start()
                    && p.version() > 1);
  }

  private static boolean acknowledged(Facts f, String command) {
    Attempts asked = Attempts.of(f.operations()).get(command);
    return asked != null && asked.acknowledged();
  }

  private static boolean unknown(Facts f, String command) {
    Attempts asked = Attempts.of(f.operations()).get(command);
    return asked != null && asked.unknown();
  }

  private static boolean delivered(Facts f, Logged<OrderEvent> e) {
    return e.event().event() instanceof OrderDelivered && e == last(f.orders(), e.aggregate());
  }

  private static <E> Logged<E> last(List<Logged<E>> all, String aggregate) {
    return all.stream().filter(e -> e.aggregate().equals(aggregate)).toList().getLast();
  }

  private static <E> Logged<E> event(Logged<E> e, String id, int partition) {
    return Change.event(e, e.version(), id, partition, e.event().event());
  }

  private static Logged<orders.aggregate.stock.StockEvent> more(
      Logged<orders.aggregate.stock.StockEvent> e) {
    var reserved = (StockReserved) e.event().event();
    return Change.event(
        e,
        e.version(),
        e.event().eventId(),
        e.event().partition(),
        new StockReserved(reserved.orderId(), reserved.quantity() + 1));
  }

  private static Optional<Facts> message(Facts f, Function<Message, List<Message>> other) {
    List<Message> changed = new ArrayList<>(f.messages());
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).topic().equals(Topics.STOCK_COMMANDS)
          && !changed.get(i).cause().isEmpty()) {
        changed.addAll(i, other.apply(changed.remove(i)));
        return Optional.of(new Change(f).withMessages(changed));
      }
    }
    return Optional.empty();
  }

  private static Message caused(Message m, String cause) {
    return new Message(m.topic(), m.partition(), m.offset(), m.key(), m.id(), cause);
  }

  private static Facts without(Facts f, String key) {
    return new Change(f)
        .withOperations(f.operations().stream().filter(o -> !o.key().equals(key)).toList());
  }

  private static Optional<Facts> allRefused(Facts f) {
    return single(f, Kind.PLACE)
        .flatMap(
            placed ->
                new Change(f)
                    .operation(o -> o == placed, o -> Change.result(o, Result.REFUSED, 409)));
  }

  /// The only request for a command that was done, and whose order somebody looked at.
  private static Optional<Operation> single(Facts f, Kind kind) {
    Map<String, Attempts> all = Attempts.of(f.operations());
    return all.values().stream()
        .filter(a -> a.kind() == kind && a.all().size() == 1 && a.acknowledged())
        .map(a -> a.all().getFirst())
        .findFirst();
  }

  /// The last of two answers that one was given after the other.
  private static Optional<Facts> repeated(
      Facts f, java.util.function.UnaryOperator<Operation> other) {
    for (Attempts asked : Attempts.of(f.operations()).values()) {
      List<Operation> done = asked.with(Result.OK).toList();
      if (done.size() > 1 && done.getLast().start() > done.getFirst().end()) {
        Operation last = done.getLast();
        return new Change(f).operation(o -> o == last, other);
      }
    }
    return Optional.empty();
  }
}
