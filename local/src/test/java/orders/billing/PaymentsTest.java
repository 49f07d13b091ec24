package orders.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orders.engine.effect.Reply;
import orders.engine.effect.Task;
import orders.local.sandbox.DirectProvider;
import orders.local.sandbox.Ledger;
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;
import orders.policy.payment.PaymentRequest.VoidPayment;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentCaptured;
import orders.policy.payment.PaymentResult.PaymentDeclined;
import orders.policy.payment.PaymentResult.PaymentRefunded;
import orders.policy.payment.PaymentResult.PaymentVoided;
import org.junit.jupiter.api.Test;

/// What the provider is asked, and what its answers come to.
class PaymentsTest {

  private static final AuthorisePayment AUTHORISE =
      new AuthorisePayment("pay", 900, "EUR", "tok-approve");
  private static final CapturePayment CAPTURE = new CapturePayment("pay", 900, "EUR");
  private static final VoidPayment VOID = new VoidPayment("pay");
  private static final RefundPayment REFUND = new RefundPayment("pay", "back", 300, "EUR");
  private final Payments payments =
      new Payments(new DirectProvider(new Ledger(List.of(), _ -> {})));

  @Test
  void money_is_held_taken_and_paid_back_once() {
    for (int again = 0; again < 2; again++) {
      assertThat(perform(AUTHORISE)).isEqualTo(settled(new PaymentApproved("pay")));
    }
    for (int again = 0; again < 2; again++) {
      assertThat(perform(CAPTURE)).isEqualTo(settled(new PaymentCaptured("pay", 900, "EUR")));
    }
    var refunded = settled(new PaymentRefunded("pay", "back", 300, "EUR"));
    assertThat(find(REFUND)).isEqualTo(new Reply.Absent<>());
    assertThat(perform(REFUND)).isEqualTo(refunded);
    assertThat(perform(REFUND)).isEqualTo(refunded);
    assertThat(find(REFUND)).isEqualTo(refunded);
  }

  @Test
  void what_is_let_go_of_is_never_held() {
    assertThat(perform(VOID)).isEqualTo(settled(new PaymentVoided("pay")));
    assertThat(perform(AUTHORISE)).isEqualTo(settled(new PaymentVoided("pay")));
    assertThat(perform(CAPTURE)).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void a_declined_payment_says_why() {
    var asked = new AuthorisePayment("pay", 900, "EUR", "tok-decline");
    assertThat(perform(asked)).isEqualTo(settled(new PaymentDeclined("pay", "insufficient_funds")));
    assertThat(perform(VOID)).isEqualTo(settled(new PaymentVoided("pay")));
  }

  @Test
  void what_is_decided_later_is_told_by_a_call() {
    var asked = new AuthorisePayment("pay", 900, "EUR", "tok-late");
    assertThat(perform(asked)).isEqualTo(new Reply.Pending<>());
    assertThat(find(asked)).isEqualTo(new Reply.Pending<>());
  }

  @Test
  void a_request_that_was_not_carried_out_is_found_absent() {
    perform(AUTHORISE);
    assertThat(find(CAPTURE)).isEqualTo(new Reply.Absent<>());
    assertThat(find(VOID)).isEqualTo(new Reply.Absent<>());
  }

  @Test
  void a_refund_waits_for_the_capture_that_it_is_of() {
    perform(AUTHORISE);
    assertThat(perform(REFUND)).isInstanceOf(Reply.NotNow.class);
    perform(CAPTURE);
    assertThat(perform(REFUND)).isInstanceOf(Reply.Settled.class);
  }

  @Test
  void more_than_was_taken_is_never_paid_back() {
    perform(AUTHORISE);
    perform(CAPTURE);
    assertThat(perform(new RefundPayment("pay", "back", 901, "EUR")))
        .isInstanceOf(Reply.Refused.class);
  }

  private Reply<PaymentResult> perform(PaymentRequest request) {
    return payments.perform(new Task<>("order", request, 1));
  }

  private Reply<PaymentResult> find(PaymentRequest request) {
    return payments.find(new Task<>("order", request, 1));
  }

  private static Reply<PaymentResult> settled(PaymentResult result) {
    return new Reply.Settled<>(result);
  }
}
