package orders.aggregate.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.OrderDecision.Accepted;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import org.junit.jupiter.api.Test;

/// What holds in every history.
class OrderLawsTest {

  private static final int HISTORIES = 3_000;

  /// A command that was accepted, what the order was before and after it, and what it wrote.
  private record Step(Order before, OrderCommand command, List<OrderEvent> events, Order after) {}

  @Test
  void everyDecisionCanBeTakenAndEveryStageIsReached() {
    Set<Class<?>> stages = new HashSet<>();
    for (long seed = 0; seed < HISTORIES; seed++) {
      long now = seed;
      assertThatCode(() -> steps(now).forEach(step -> stages.add(step.after().getClass())))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
    assertThat(stages)
        .containsAll(Arrays.asList(Order.class.getPermittedSubclasses()).subList(1, 9));
  }

  @Test
  void theHistoryFoldsToTheStateThatDecided() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<OrderEvent> history = new ArrayList<>();
      for (Step step : steps(seed)) {
        history.addAll(step.events());
        assertThat(OrderSpec.fold(OrderDecider.initial(), history))
            .as("seed %d", seed)
            .isEqualTo(step.after());
      }
    }
  }

  /// What was accepted once changes nothing when it comes again, at any time later. For an order
  /// that was given up it may only say again that a payment or a parcel has to come back.
  @Test
  void repeatedPolicyCommandsAreNoOps() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<OrderCommand> done = new ArrayList<>();
      for (Step step : steps(seed)) {
        if (byPolicy(step.command())) {
          done.add(step.command());
        }
        for (OrderCommand again : done) {
          String what = "seed %d: %s again in %s".formatted(seed, again, step.after());
          List<OrderEvent> events =
              accepted(step.after(), again).orElseThrow(() -> new AssertionError(what));
          assertThat(
                  givenUp(step.after()) ? events.stream().filter(e -> !orphan(e)) : events.stream())
              .as(what)
              .isEmpty();
          assertThat(OrderSpec.fold(step.after(), events)).as(what).isEqualTo(step.after());
        }
      }
    }
  }

  @Test
  void anEndedOrderWritesNothingButOrphans() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      for (Step step : steps(seed)) {
        if (givenUp(step.before()) || step.before() instanceof Order.Returned) {
          assertThat(step.events()).as("seed %d", seed).allMatch(OrderLawsTest::orphan);
          assertThat(step.after()).as("seed %d", seed).isEqualTo(step.before());
        }
      }
    }
  }

  @Test
  void theDetailsStayAsPlaced() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      var place = new RandomOrders(seed).place();
      long now = seed;
      var placed = new Details(place.lines(), place.currency(), place.paymentToken());
      for (Step step : steps(seed)) {
        details(step.after())
            .ifPresent(details -> assertThat(details).as("seed %d", now).isEqualTo(placed));
        amount(step.after())
            .ifPresent(amount -> assertThat(amount).as("seed %d", now).isEqualTo(placed.amount()));
      }
    }
  }

  /// No more is paid back than was charged, and that is the sum of the lines.
  @Test
  void moneyIsThatOfTheLinesInEveryEvent() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      var place = new RandomOrders(seed).place();
      long total = place.lines().stream().mapToLong(OrderLine::amountMinor).sum();
      for (Step step : steps(seed)) {
        for (OrderEvent event : step.events()) {
          switch (event) {
            case OrderPlaced e -> assertThat(e.totalMinor()).as("seed %d", seed).isEqualTo(total);
            case OrderShipped e -> assertThat(e.amountMinor()).as("seed %d", seed).isEqualTo(total);
            case OrderReturned e ->
                assertThat(e.refundMinor()).as("seed %d", seed).isBetween(0L, total);
            default -> {}
          }
        }
      }
    }
  }

  /// The accepted commands of a random history.
  private static List<Step> steps(long seed) {
    List<Step> steps = new ArrayList<>();
    Order order = OrderDecider.initial();
    for (OrderCommand command : new RandomOrders(seed).commands()) {
      Optional<List<OrderEvent>> events = accepted(order, command);
      if (events.isPresent()) {
        Order after = OrderSpec.fold(order, events.get());
        steps.add(new Step(order, command, events.get(), after));
        order = after;
      }
    }
    return steps;
  }

  private static Optional<List<OrderEvent>> accepted(Order order, OrderCommand command) {
    return OrderDecider.decide(order, command, OrderSpec.AT) instanceof Accepted(var events)
        ? Optional.of(events)
        : Optional.empty();
  }

  private static boolean byPolicy(OrderCommand command) {
    return switch (command) {
      case OrderCommand.PlaceOrder _, OrderCommand.CancelOrder _, OrderCommand.ReturnOrder _ ->
          false;
      case OrderCommand.RecordReservation _,
          OrderCommand.RecordShortage _,
          OrderCommand.RecordAuthorisation _,
          OrderCommand.RecordDecline _,
          OrderCommand.RecordShipment _,
          OrderCommand.RecordDelivery _,
          OrderCommand.ExpireOrder _ ->
          true;
    };
  }

  private static boolean givenUp(Order order) {
    return order instanceof Order.Rejected || order instanceof Order.Cancelled;
  }

  private static boolean orphan(OrderEvent event) {
    return event instanceof PaymentOrphaned || event instanceof ShipmentOrphaned;
  }

  private static Optional<Details> details(Order order) {
    return switch (order) {
      case Order.Placed placed -> Optional.of(placed.details());
      case Order.Reserved reserved -> Optional.of(reserved.details());
      case Order.Paid paid -> Optional.of(paid.details());
      case Order.Shipped shipped -> Optional.of(shipped.details());
      case Order.Delivered delivered -> Optional.of(delivered.details());
      case Order.Unknown _, Order.Rejected _, Order.Cancelled _, Order.Returned _ ->
          Optional.empty();
    };
  }

  private static Optional<Order.Amount> amount(Order order) {
    return switch (order) {
      case Order.Rejected rejected -> Optional.of(rejected.amount());
      case Order.Cancelled cancelled -> Optional.of(cancelled.amount());
      case Order.Returned returned -> Optional.of(returned.amount());
      default -> details(order).map(Details::amount);
    };
  }
}
