package orders.aggregate.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import orders.aggregate.order.OrderRefusal.Code;

/// One example of a decision: `given(events).when(command).then(events)`.
final class OrderSpec {

  /// Broker time of every command in an example.
  static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");

  private final Order order;

  private OrderSpec(Order order) {
    this.order = order;
  }

  static OrderSpec given(OrderEvent... history) {
    return given(List.of(history));
  }

  static OrderSpec given(List<OrderEvent> history) {
    return new OrderSpec(fold(OrderDecider.initial(), history));
  }

  static Order fold(Order order, List<OrderEvent> events) {
    Order folded = order;
    for (OrderEvent event : events) {
      folded = OrderDecider.evolve(folded, event);
    }
    return folded;
  }

  Decided when(OrderCommand command) {
    return new Decided(order, OrderDecider.decide(order, command, AT));
  }

  /// What was decided, to be compared with what should have been.
  record Decided(Order order, OrderDecision decision) {

    /// Accepted with exactly these events, and the order can take them.
    void then(OrderEvent... events) {
      assertThat(decision).isEqualTo(new OrderDecision.Accepted(List.of(events)));
      assertThat(fold(order, List.of(events))).isNotNull();
    }

    void thenNothing() {
      assertThat(decision).isEqualTo(new OrderDecision.Accepted(List.of()));
    }

    void thenRefused(Code code) {
      assertThat(decision)
          .isInstanceOfSatisfying(
              OrderDecision.Refused.class,
              refused -> {
                assertThat(refused.refusal().code()).isEqualTo(code);
                assertThat(refused.refusal().detail()).isNotBlank();
              });
    }

    void thenImpossible() {
      assertThat(decision).isInstanceOf(OrderDecision.Impossible.class);
    }
  }
}
