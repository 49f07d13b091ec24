package orders.torture.twins;

import java.util.UUID;
import net.bytebuddy.asm.Advice;
import orders.policy.payment.PaymentRequest.AuthorisePayment;

/// Before `HttpPaymentProvider.authorise`.
final class PaymentWithoutKey {

  private PaymentWithoutKey() {}

  @Advice.OnMethodEnter
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // it is the method's argument
  static void before(@Advice.Argument(value = 1, readOnly = false) AuthorisePayment r) {
    r =
        new AuthorisePayment(
            UUID.randomUUID().toString(), r.amountMinor(), r.currency(), r.paymentToken());
  }
}
