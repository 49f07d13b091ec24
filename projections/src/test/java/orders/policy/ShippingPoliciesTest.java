package orders.policy;

import static orders.policy.Events.react;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.aggregate.order.OrderEvent;
import orders.policy.Deadline.Setting;
import orders.policy.notice.NoticesOfOrders;
import orders.policy.notice.OrderNotice;
import orders.policy.shipping.OrdersForShipping;
import orders.policy.shipping.ShippingForOrders;
import orders.policy.shipping.ShippingJob.RecallParcel;
import orders.policy.shipping.ShippingJob.ShipParcel;
import orders.policy.shipping.ShippingResult.ParcelDelivered;
import orders.policy.shipping.ShippingResult.ParcelRecalled;
import orders.policy.shipping.ShippingResult.ParcelShipped;
import org.junit.jupiter.api.Test;

/// What follows from an order at the carrier, in time, and for those who only listen.
class ShippingPoliciesTest {

  private static final String PARCEL = Events.derived(Events.ORDER, "parcel");
  private static final Duration STOCK = Duration.ofMinutes(5);
  private static final Duration MONEY = Duration.ofMinutes(15);
  private final ShippingForOrders toCarrier = new ShippingForOrders();
  private final OrdersForShipping toOrders = new OrdersForShipping();
  private final OrderDeadlines deadlines = new OrderDeadlines(STOCK, MONEY);

  @Test
  void aPaidOrderIsShippedAndOneThatEndedMeanwhileIsRecalled() {
    assertThat(react(toCarrier, Events.PAID))
        .containsExactly(new ShipParcel(PARCEL, Optional.of(Events.CONTACT), Events.ITEMS));
    assertThat(react(toCarrier, Events.LOST))
        .containsExactly(new RecallParcel(PARCEL, "Bird Post", "B-1"));
    Set<OrderEvent> others = new HashSet<>(Events.all());
    others.removeAll(List.of(Events.PAID, Events.LOST));
    assertThat(others).allSatisfy(event -> assertThat(react(toCarrier, event)).isEmpty());
  }

  @Test
  void anOrderHearsThatItsParcelLeftAndArrived() {
    assertThat(react(toOrders, new ParcelShipped(PARCEL, "Bird Post", "B-1", 3)))
        .containsExactly(new RecordShipment("Bird Post", "B-1", 3));
    assertThat(react(toOrders, new ParcelDelivered(PARCEL, "Bird Post", "B-1")))
        .containsExactly(new RecordDelivery("Bird Post", "B-1"));
    assertThat(react(toOrders, new ParcelRecalled(PARCEL))).isEmpty();
  }

  @Test
  void anOrderWaitsForItsStockThenForItsMoneyAndThenForNothing() {
    assertThat(setting(Events.PLACED)).isEqualTo(new Setting.Set(STOCK));
    assertThat(setting(Events.RESERVED)).isEqualTo(new Setting.Set(MONEY));
    assertThat(Stream.of(Events.PAID, Events.SHORT, Events.DECLINED, Events.cancelled(true)))
        .allSatisfy(event -> assertThat(setting(event)).isEqualTo(new Setting.Stop()));
    assertThat(
            Stream.of(Events.LINE, Events.ORPHANED, Events.SHIPPED, Events.LOST, Events.DELIVERED))
        .allSatisfy(event -> assertThat(setting(event)).isEqualTo(new Setting.Keep()));
    assertThat(deadlines.command()).isEqualTo(new ExpireOrder());
  }

  @Test
  void aNoticeSaysThatSomethingHappenedAndWhereToLook() {
    var notices = new NoticesOfOrders();
    assertThat(react(notices, Events.SHIPPED))
        .containsExactly(
            new OrderNotice(Events.ORDER, "order.shipped", 3, "/v1/orders/" + Events.ORDER));
    List<String> told =
        Events.all().stream()
            .flatMap(event -> react(notices, event).stream())
            .map(OrderNotice::type)
            .toList();
    assertThat(told)
        .containsExactly(
            "order.placed",
            "order.reserved",
            "order.paid",
            "order.shipped",
            "order.delivered",
            "order.returned",
            "order.rejected",
            "order.rejected",
            "order.cancelled",
            "order.cancelled");
  }

  private Setting setting(OrderEvent event) {
    return deadlines.react(Events.recorded(event));
  }
}
