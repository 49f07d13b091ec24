package orders.aggregate.order;

import static orders.aggregate.order.OrderSamples.AUTHORISED;
import static orders.aggregate.order.OrderSamples.CANCELLED;
import static orders.aggregate.order.OrderSamples.CONTACT;
import static orders.aggregate.order.OrderSamples.CUP_HELD;
import static orders.aggregate.order.OrderSamples.DELIVERED;
import static orders.aggregate.order.OrderSamples.ITEMS;
import static orders.aggregate.order.OrderSamples.PAYMENT;
import static orders.aggregate.order.OrderSamples.PLACED;
import static orders.aggregate.order.OrderSamples.REJECTED;
import static orders.aggregate.order.OrderSamples.RESERVED;
import static orders.aggregate.order.OrderSamples.SHIPPED;
import static orders.aggregate.order.OrderSamples.TEA_HELD;
import static orders.aggregate.order.OrderSamples.TOTAL;
import static orders.aggregate.order.OrderSamples.history;
import static orders.aggregate.order.OrderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.ByClient;
import orders.aggregate.order.CancellationReason.TimedOut;
import orders.aggregate.order.OrderCommand.CancelOrder;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.aggregate.order.OrderCommand.RecordShortage;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the events of the table say.
class OrderStepsTest {

  @Test
  void theLastLineMakesTheOrderReserved() {
    given(PLACED).when(new RecordReservation("TEA")).then(TEA_HELD);
    given(PLACED, CUP_HELD).when(new RecordReservation("TEA")).then(TEA_HELD, RESERVED);
  }

  @Test
  void aLineIsReservedOnce() {
    given(PLACED, TEA_HELD).when(new RecordReservation("TEA")).thenNothing();
    given(PLACED).when(new RecordReservation("POT")).thenImpossible();
  }

  @Test
  void aShortageNamesTheSkuAndGivesBackEveryLine() {
    given(PLACED).when(new RecordShortage("TEA", 1)).then(REJECTED);
    given(PLACED, CUP_HELD).when(new RecordShortage("TEA", 1)).then(REJECTED);
  }

  @Test
  void aShortageOfWhatWasNotOrderedIsImpossible() {
    given(PLACED).when(new RecordShortage("POT", 0)).thenImpossible();
  }

  @Test
  void aDeclineNamesThePayment() {
    given(history("Reserved"))
        .when(new RecordDecline(PAYMENT, "no funds"))
        .then(
            new OrderRejected(
                new RejectionReason.PaymentDeclined("no funds"), ITEMS, Optional.of(PAYMENT)));
  }

  @Test
  void moneyIsThatOfTheLines() {
    given(history("Reserved")).when(new RecordAuthorisation(PAYMENT)).then(AUTHORISED);
    given(history("Paid")).when(new RecordShipment("DHL", "T-1", 2)).then(SHIPPED);
  }

  @Test
  void aDeliveryThatIsToldBeforeTheShipmentSaysBoth() {
    given(history("Paid"))
        .when(new RecordDelivery("DHL", "T-1"))
        .then(new OrderShipped("DHL", "T-1", ITEMS, PAYMENT, TOTAL, "EUR", 0), DELIVERED);
    given(history("Paid")).when(new RecordDelivery("", "")).thenImpossible();
  }

  @Test
  void aPaidOrderSaysWhatGoesOutAndToWhom() {
    assertThat(AUTHORISED.lines()).isEqualTo(ITEMS);
    assertThat(AUTHORISED.contact()).contains(CONTACT);
    given(history("Reserved")).when(new RecordAuthorisation(PAYMENT)).then(AUTHORISED);
  }

  @Test
  void aCancellationSaysWhetherAPaymentIsToBeVoided() {
    given(PLACED).when(new CancelOrder("changed my mind")).then(CANCELLED);
    var reason = new ByClient("changed my mind");
    given(history("Reserved"))
        .when(new CancelOrder("changed my mind"))
        .then(new OrderCancelled(reason, ITEMS, true, Optional.empty()));
    given(history("Paid"))
        .when(new CancelOrder("changed my mind"))
        .then(new OrderCancelled(reason, ITEMS, true, Optional.of(PAYMENT)));
  }

  @ParameterizedTest
  @CsvSource({"Placed, false", "Reserved, true"})
  void anExpiredOrderTimedOut(String stage, boolean paymentRequested) {
    given(history(stage))
        .when(new ExpireOrder())
        .then(new OrderCancelled(new TimedOut(), ITEMS, paymentRequested, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rejected", "Cancelled"})
  void whatComesTooLateIsNamedForTheWayBack(String stage) {
    given(history(stage))
        .when(new RecordAuthorisation(PAYMENT))
        .then(new PaymentOrphaned(PAYMENT, TOTAL, "EUR"));
    given(history(stage))
        .when(new RecordShipment("DHL", "T-1", 2))
        .then(new ShipmentOrphaned("DHL", "T-1"));
  }

  @Test
  void aRefusalSaysWhatTheClientMayDoInstead() {
    assertThat(OrderAnswers.allowed(OrderDecider.initial())).containsExactly("PlaceOrder");
    for (String stage : List.of("Placed", "Reserved", "Paid")) {
      assertThat(allowedIn(stage)).containsExactly("CancelOrder");
    }
    assertThat(allowedIn("Delivered")).containsExactly("ReturnOrder");
    for (String stage : List.of("Shipped", "Rejected", "Cancelled", "Returned")) {
      assertThat(allowedIn(stage)).isEmpty();
    }
  }

  @Test
  void aHistoryOutOfOrderIsImpossible() {
    Order placed = OrderSpec.fold(OrderDecider.initial(), history("Placed"));
    assertThatThrownBy(() -> OrderDecider.evolve(placed, SHIPPED))
        .isInstanceOf(ImpossibleHistory.class)
        .hasMessage("OrderShipped cannot follow in Placed");
  }

  @Test
  void aHistoryThatReservesOutOfTurnIsImpossible() {
    List<List<OrderEvent>> wrong =
        List.of(
            List.of(PLACED, new LineReserved("POT", 1)),
            List.of(PLACED, TEA_HELD, TEA_HELD),
            List.of(PLACED, TEA_HELD, RESERVED));
    assertThat(wrong)
        .allSatisfy(
            history ->
                assertThatThrownBy(() -> given(history))
                    .isInstanceOf(ImpossibleHistory.class)
                    .hasMessageEndingWith("cannot follow in Placed"));
  }

  @Test
  void personalDataIsNotPrinted() {
    assertThat(PLACED.toString()).doesNotContain("Ada").doesNotContain("Main St");
  }

  private static List<String> allowedIn(String stage) {
    return OrderAnswers.allowed(OrderSpec.fold(OrderDecider.initial(), history(stage)));
  }
}
