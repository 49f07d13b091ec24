package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.contract.Topics;
import orders.torture.history.Operation.Kind;

/// What may be wrong with a log.
final class MutationsOfLog {

  static final List<Mutation> ALL =
      List.of(
          of(
              "what was acknowledged is not in the log",
              "acknowledged-once",
              f -> new Change(f).order(e -> Looks.acknowledged(f, e.command()), _ -> List.of())),
          of(
              "an event stands there twice",
              "gapless",
              f -> new Change(f).order(_ -> true, e -> List.of(e, e))),
          of(
              "a version is left out",
              "gapless",
              f ->
                  new Change(f)
                      .order(
                          e -> e.version() == 2 && Looks.length(f, e.aggregate()) > 2,
                          _ -> List.of())),
          of(
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
                          e ->
                              List.of(event(e, new UUID(1, 1).toString(), e.event().partition())))),
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
          missing(Topics.STOCK_COMMANDS),
          missing(Topics.ORDERS_COMMANDS),
          missing(Topics.PAYMENTS_REQUESTS),
          missing(Topics.SHIPPING_JOBS),
          missing(Topics.ORDERS_NOTICES),
          alone("a policy acted twice", "effects-once", f -> message(f, m -> List.of(m, m))),
          of(
              "pieces come from nowhere",
              "stock-conserved",
              f ->
                  new Change(f)
                      .stock(
                          e -> e.event().event() instanceof StockReserved, e -> List.of(more(e)))),
          of(
              "an order does not end",
              "saga-ends",
              f -> new Change(f).order(e -> Looks.delivered(f, e), _ -> List.of())),
          of(
              "what was held for a cancelled order still is",
              "compensation-fits",
              f ->
                  new Change(f)
                      .stock(
                          e ->
                              e.event().event() instanceof ReservationReleased r
                                  && r.quantity() > 0
                                  && e.equals(Looks.last(f.stock(), e.aggregate())),
                          _ -> List.of())));

  private MutationsOfLog() {}

  private static Mutation of(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, false, make);
  }

  private static Mutation alone(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, true, make);
  }

  /// The last that followed from an event is not there.
  private static Mutation missing(String topic) {
    return of(
        "nothing came of an event in " + topic,
        "effects-happen",
        f ->
            f.messages().stream()
                .filter(m -> m.topic().equals(topic) && Looks.ofEvent(f, m))
                .reduce((_, last) -> last)
                .map(
                    gone ->
                        new Change(f)
                            .withMessages(
                                f.messages().stream().filter(m -> !m.equals(gone)).toList())));
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
}
