package orders.policy;

import static orders.policy.Events.react;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.policy.payment.OrdersForPayments;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;
import orders.policy.payment.PaymentRequest.VoidPayment;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentCaptured;
import orders.policy.payment.PaymentResult.PaymentDeclined;
import orders.policy.payment.PaymentResult.PaymentRefunded;
import orders.policy.payment.PaymentResult.PaymentVoided;
import orders.policy.payment.PaymentsForOrders;
import org.junit.jupiter.api.Test;

/// What follows from an order at the payment provider, and from a payment in its order.
class PaymentPoliciesTest {

  private static final String PAYMENT = Events.derived(Events.ORDER, "payment");
  private final PaymentsForOrders toPayments = new PaymentsForOrders();
  private final OrdersForPayments toOrders = new OrdersForPayments();

  @Test
  void moneyIsHeldOnceStockIsHeldAndTakenWhenTheParcelLeaves() {
    assertThat(react(toPayments, Events.RESERVED))
        .containsExactly(new AuthorisePayment(PAYMENT, 3_800, "EUR", "tok-approve"));
    assertThat(react(toPayments, Events.SHIPPED))
        .containsExactly(new CapturePayment("pay-1", 3_800, "EUR"));
  }

  @Test
  void whatWasAskedForIsLetGoWhenTheOrderEnds() {
    assertThat(react(toPayments, Events.cancelled(true))).containsExactly(new VoidPayment(PAYMENT));
    assertThat(react(toPayments, Events.DECLINED)).containsExactly(new VoidPayment("pay-1"));
    assertThat(react(toPayments, Events.ORPHANED)).containsExactly(new VoidPayment("pay-1"));
  }

  @Test
  void whatWasNotAskedForIsNotLetGo() {
    assertThat(react(toPayments, Events.cancelled(false))).isEmpty();
    assertThat(react(toPayments, Events.SHORT)).isEmpty();
  }

  @Test
  void whatComesBackIsPaidBackUnderTheEventsOwnId() {
    assertThat(react(toPayments, Events.RETURNED))
        .containsExactly(
            new RefundPayment("pay-1", Events.derived(Events.EVENT, "refund"), 450, "EUR"));
    assertThat(react(toPayments, new OrderReturned(Events.ITEMS, 0, "EUR", "pay-1"))).isEmpty();
  }

  @Test
  void nothingElseConcernsTheProvider() {
    Set<OrderEvent> others = new HashSet<>(Events.all());
    others.removeAll(
        List.of(
            Events.RESERVED,
            Events.SHIPPED,
            Events.DECLINED,
            Events.ORPHANED,
            Events.RETURNED,
            Events.cancelled(true)));
    assertThat(others).allSatisfy(event -> assertThat(react(toPayments, event)).isEmpty());
  }

  @Test
  void anOrderHearsThatItsMoneyIsHeldOrWillNotBe() {
    assertThat(react(toOrders, new PaymentApproved("pay-1")))
        .containsExactly(new RecordAuthorisation("pay-1"));
    assertThat(react(toOrders, new PaymentDeclined("pay-1", "no funds")))
        .containsExactly(new RecordDecline("pay-1", "no funds"));
    assertThat(react(toOrders, new PaymentCaptured("pay-1", 1, "EUR"))).isEmpty();
    assertThat(react(toOrders, new PaymentVoided("pay-1"))).isEmpty();
    assertThat(react(toOrders, new PaymentRefunded("pay-1", "r-1", 1, "EUR"))).isEmpty();
  }
}
