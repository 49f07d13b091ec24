package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.projection.Recorded;
import orders.torture.history.Operation;

/// Facts with something else in one place; empty when there is no such place.
record Change(Facts facts) {

  Optional<Facts> operation(Predicate<Operation> which, UnaryOperator<Operation> other) {
    return replace(facts.operations(), which, o -> List.of(other.apply(o)))
        .map(this::withOperations);
  }

  Optional<Facts> order(
      Predicate<Logged<OrderEvent>> which,
      java.util.function.Function<Logged<OrderEvent>, List<Logged<OrderEvent>>> other) {
    return replace(facts.orders(), which, other).map(this::withOrders);
  }

  Optional<Facts> stock(
      Predicate<Logged<StockEvent>> which,
      java.util.function.Function<Logged<StockEvent>, List<Logged<StockEvent>>> other) {
    return replace(facts.stock(), which, other).map(this::withStock);
  }

  /// The first that fits is replaced.
  private static <T> Optional<List<T>> replace(
      List<T> all, Predicate<T> which, java.util.function.Function<T, List<T>> other) {
    for (int i = 0; i < all.size(); i++) {
      if (which.test(all.get(i))) {
        List<T> changed = new ArrayList<>(all);
        T old = changed.remove(i);
        changed.addAll(i, other.apply(old));
        return Optional.of(changed);
      }
    }
    return Optional.empty();
  }

  Facts withOperations(List<Operation> operations) {
    return Parts.of(facts, parts -> parts.operations = operations);
  }

  Facts withOrders(List<Logged<OrderEvent>> orders) {
    return Parts.of(facts, parts -> parts.orders = orders);
  }

  Facts withStock(List<Logged<StockEvent>> stock) {
    return Parts.of(facts, parts -> parts.stock = stock);
  }

  Facts withMessages(List<Message> messages) {
    return Parts.of(facts, parts -> parts.messages = messages);
  }

  /// The same event, told in another way.
  static <E> Logged<E> event(Logged<E> l, long version, String id, int partition, E event) {
    Recorded<E> r = l.event();
    return new Logged<>(
        new Recorded<>(r.aggregateId(), version, id, r.at(), partition, r.offset(), event),
        l.count(),
        l.command());
  }

  /// The same operation with other times.
  static Operation at(Operation o, long start, long end) {
    return answer(o, start, end, o.result(), o.status(), o.version(), o.state());
  }

  static Operation version(Operation o, long version) {
    return answer(o, o.start(), o.end(), o.result(), o.status(), version, o.state());
  }

  static Operation state(Operation o, String state) {
    return answer(o, o.start(), o.end(), o.result(), o.status(), o.version(), state);
  }

  static Operation result(Operation o, Operation.Result result, int status) {
    return answer(o, o.start(), o.end(), result, status, o.version(), o.state());
  }

  private static Operation answer(
      Operation o,
      long start,
      long end,
      Operation.Result result,
      int status,
      long version,
      String state) {
    return copy(o, o.request(), start, end, result, status, o.answer(), version, state);
  }

  static Operation told(Operation o, String request, String answer) {
    return copy(
        o, request, o.start(), o.end(), o.result(), o.status(), answer, o.version(), o.state());
  }

  private static Operation copy(
      Operation o,
      String request,
      long start,
      long end,
      Operation.Result result,
      int status,
      String answer,
      long version,
      String state) {
    return new Operation(
        o.number(),
        o.session(),
        o.kind(),
        o.subject(),
        o.view(),
        o.key(),
        request,
        o.expected(),
        start,
        end,
        result,
        status,
        answer,
        o.command(),
        version,
        state,
        o.asked(),
        o.token(),
        o.leak());
  }

  static Operation leaking(Operation o) {
    return new Operation(
        o.number(),
        o.session(),
        o.kind(),
        o.subject(),
        o.view(),
        o.key(),
        o.request(),
        o.expected(),
        o.start(),
        o.end(),
        o.result(),
        o.status(),
        o.answer(),
        o.command(),
        o.version(),
        o.state(),
        o.asked(),
        o.token(),
        true);
  }
}
