package orders.projection.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.TimedOut;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.projection.ImpossibleRow;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// A parcel's row, from the order's payment on.
class ShipmentsTest {

  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final List<Item> ITEMS = List.of(new Item("tea", 2));
  private static final OrderEvent PAID =
      new PaymentAuthorised("pay-1", 900, "EUR", ITEMS, Optional.empty());
  private static final OrderEvent SHIPPED =
      new OrderShipped("Bird Post", "B-1", ITEMS, "pay-1", 900, "EUR", 3);
  private static final OrderEvent CANCELLED =
      new OrderCancelled(new TimedOut(), ITEMS, true, Optional.empty());

  @Test
  void anOrderThatIsNotPaidHasNone() {
    assertThat(fold(new OrderReserved(900, "EUR", "tok"), CANCELLED)).isEmpty();
  }

  @Test
  void aPaidOrderHasOneWithWhatItHolds() {
    assertThat(fold(PAID))
        .hasValueSatisfying(
            row -> {
              assertThat(row.state()).isEqualTo(ShipmentState.REQUESTED);
              assertThat(row.lines()).containsExactly(new ShipmentLine("tea", 2));
              assertThat(row.attempts()).isZero();
              assertThat(row.requestedAt()).isEqualTo(START);
            });
  }

  @Test
  void itsWayIsFollowed() {
    assertThat(fold(PAID, SHIPPED))
        .hasValueSatisfying(
            row -> {
              assertThat(row.state()).isEqualTo(ShipmentState.SHIPPED);
              assertThat(row.carrier()).contains("Bird Post");
              assertThat(row.tracking()).contains("B-1");
              assertThat(row.attempts()).isEqualTo(3);
            });
    var back = new OrderReturned(ITEMS, 900, "EUR", "pay-1");
    assertThat(state(PAID, SHIPPED, new OrderDelivered())).isEqualTo(ShipmentState.DELIVERED);
    assertThat(state(PAID, SHIPPED, new OrderDelivered(), back)).isEqualTo(ShipmentState.RETURNED);
  }

  @Test
  void oneThatLeftAnEndedOrderIsRecalled() {
    assertThat(state(PAID, CANCELLED)).isEqualTo(ShipmentState.CANCELLED);
    assertThat(state(PAID, CANCELLED, new ShipmentOrphaned("Bird Post", "B-1")))
        .isEqualTo(ShipmentState.RECALLED);
  }

  @Test
  void aParcelOfNoOrderIsImpossible() {
    assertThatThrownBy(() -> fold(SHIPPED)).isInstanceOf(ImpossibleRow.class);
    assertThatThrownBy(() -> fold(PAID, PAID)).isInstanceOf(ImpossibleRow.class);
  }

  private static ShipmentState state(OrderEvent... events) {
    return fold(events).orElseThrow().state();
  }

  private static Optional<Shipment> fold(OrderEvent... events) {
    Optional<Shipment> row = Optional.empty();
    for (int i = 0; i < events.length; i++) {
      var recorded = new Recorded<>("o-1", i + 1, "e-" + i, START.plusSeconds(i), 0, i, events[i]);
      row = new Shipments().apply(row, recorded);
    }
    return row;
  }
}
