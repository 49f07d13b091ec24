package orders.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every way that one order of two products can go, breadth first: order × stock × payment ×
/// parcel × what is on its way, where messages overtake each other, come twice, and calls stay
/// without an answer. No cell is missing, and the rules hold in every state.
class SagaSearchTest {

  private static final Logger LOG = LoggerFactory.getLogger(SagaSearchTest.class);
  private static final int STATES_MAX = 1_000_000;
  private static final long TOTAL_MINOR = 2 * 250 + 900;
  private static int states;

  @AfterAll
  static void told() {
    LOG.info("{} states of the saga in all", states);
    assertThat(states).isBetween(10_000, STATES_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "tok-approve, 9",
    "tok-decline, 9",
    "tok-late, 9",
    "tok-approve, 0",
  })
  void every_state_is_handled_and_keeps_the_rules(String token, int cups) {
    Set<Saga> seen = new HashSet<>();
    Deque<Saga> ahead = new ArrayDeque<>();
    Map<Payment.Status, Integer> ends = new EnumMap<>(Payment.Status.class);
    add(start(token, cups), seen, ahead);
    while (!ahead.isEmpty()) {
      Saga saga = ahead.removeFirst();
      rules(saga);
      List<Saga> next = next(saga);
      if (quiet(saga)) {
        end(saga);
        saga.payment().ifPresent(p -> ends.merge(p.status(), 1, Integer::sum));
      }
      next.forEach(one -> add(one, seen, ahead));
      assertThat(seen.size()).as("states").isLessThanOrEqualTo(STATES_MAX);
    }
    states += seen.size();
    LOG.info("{} with {} cups: {} states, payments end as {}", token, cups, seen.size(), ends);
  }

  private static List<Saga> next(Saga saga) {
    try {
      return Steps.from(saga);
    } catch (RuntimeException e) {
      throw new AssertionError("in " + saga, e);
    }
  }

  private static void add(Saga saga, Set<Saga> seen, Deque<Saga> ahead) {
    if (seen.add(saga)) {
      ahead.addLast(saga);
    }
  }

  private static Saga start(String token, int cups) {
    boolean late = token.equals("tok-late");
    var left = new Saga.Left(1, late ? 0 : 1, true, true, 1, late);
    var saga =
        new Saga(
            OrderDecider.initial(),
            0,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            left);
    saga = Steps.stock(saga, "tea", new StockCommand.ListProduct("Tea", 250, "EUR"));
    saga = Steps.stock(saga, "tea", new StockCommand.ReceiveStock(9));
    saga = Steps.stock(saga, "cup", new StockCommand.ListProduct("Cup", 900, "EUR"));
    if (cups > 0) {
      saga = Steps.stock(saga, "cup", new StockCommand.ReceiveStock(cups));
    }
    return Steps.order(
        saga,
        new OrderCommand.PlaceOrder(
            "ada",
            List.of(new OrderLine("tea", 2, 250), new OrderLine("cup", 1, 900)),
            "EUR",
            new Contact("Ada", "ada@example.org", "1 Byron Row"),
            token));
  }

  /// What holds at every moment.
  private static void rules(Saga saga) {
    for (Stock stock : saga.shelves().values()) {
      if (stock.level() instanceof Listed l) {
        boolean conserved =
            l.available() >= 0
                && l.received() + l.takenBack() == l.available() + l.reserved() + l.shipped();
        if (!conserved) {
          throw new AssertionError("stock is not conserved in " + saga);
        }
      }
    }
    long captured = saga.payment().map(Payment::capturedMinor).orElse(0L);
    long refunded = saga.payment().map(Payment::refundedMinor).orElse(0L);
    boolean sent =
        switch (saga.order()) {
          case Order.Shipped _, Order.Delivered _, Order.Returned _ -> true;
          case Order.Unknown _, Order.Placed _, Order.Reserved _, Order.Paid _ -> false;
          case Order.Rejected _, Order.Cancelled _ -> false;
        };
    boolean forNothing = captured != 0 && (captured != TOTAL_MINOR || !sent);
    if (forNothing || refunded > captured) {
      throw new AssertionError("money was taken for nothing in " + saga);
    }
    if (refunded != 0 && !(saga.order() instanceof Order.Returned)) {
      throw new AssertionError("money was paid back for nothing in " + saga);
    }
  }

  /// Whether nothing happens any more unless a client wants it.
  private static boolean quiet(Saga saga) {
    boolean waits =
        saga.left().alarms() > 0
            && (saga.order() instanceof Order.Placed || saga.order() instanceof Order.Reserved);
    return saga.flight().isEmpty()
        && !waits
        && new Outside(saga).decide().isEmpty()
        && new Outside(saga).deliver().isEmpty();
  }

  /// What holds when nothing happens any more.
  private static void end(Saga saga) {
    String what = saga.toString();
    boolean held =
        saga.shelves().values().stream().anyMatch(s -> s.reservation() instanceof Reservation.Held);
    assertThat(held).as("something is held: %s", what).isFalse();
    long captured = saga.payment().map(Payment::capturedMinor).orElse(0L);
    long refunded = saga.payment().map(Payment::refundedMinor).orElse(0L);
    boolean open =
        saga.payment()
            .filter(
                p ->
                    List.of(Payment.Status.PENDING, Payment.Status.AUTHORISED).contains(p.status()))
            .isPresent();
    assertThat(open).as("money is held: %s", what).isFalse();
    boolean underWay = saga.parcel().filter(p -> p.status() == Parcel.Status.SHIPPED).isPresent();
    assertThat(underWay).as("a parcel is under way: %s", what).isFalse();
    switch (saga.order()) {
      case Order.Delivered _ -> assertThat(captured).as(what).isEqualTo(TOTAL_MINOR);
      case Order.Returned _ -> assertThat(refunded).as(what).isEqualTo(250);
      case Order.Rejected _, Order.Cancelled _ -> assertThat(captured).as(what).isZero();
      case Order.Unknown _, Order.Placed _, Order.Reserved _, Order.Paid _, Order.Shipped _ ->
          throw new AssertionError("it is stuck: " + what);
    }
  }
}
