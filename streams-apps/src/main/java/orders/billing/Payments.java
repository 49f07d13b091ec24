package orders.billing;

import java.time.Duration;
import orders.billing.PaymentProvider.Payment;
import orders.billing.PaymentProvider.Status;
import orders.engine.effect.Effect;
import orders.engine.effect.Reply;
import orders.engine.effect.Task;
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

/// Has the provider do what orders ask for.
public final class Payments implements Effect<PaymentRequest, PaymentResult> {

  private final PaymentProvider provider;

  public Payments(PaymentProvider provider) {
    this.provider = provider;
  }

  @Override
  public Reply<PaymentResult> perform(Task<PaymentRequest> task) {
    return switch (task.request()) {
      case AuthorisePayment r ->
          provider.authorise(task.subject(), r).then(Payments::authorisation);
      case CapturePayment r -> provider.capture(r).then(payment -> capture(r, payment));
      case VoidPayment(String id) -> provider.cancel(task.subject(), id).then(Payments::gone);
      case RefundPayment r -> refund(r);
    };
  }

  /// A refund may be tried before the capture that it is of, when requests are retried by hand: it
  /// waits for that one.
  private Reply<PaymentResult> refund(RefundPayment r) {
    Reply<Payment> reply = provider.refund(r);
    if (reply instanceof Reply.Refused<Payment>
        && provider.find(r.paymentId()) instanceof Reply.Settled<Payment>(Payment payment)
        && payment.status() == Status.AUTHORISED) {
      return new Reply.NotNow<>("the payment is not captured yet", Duration.ZERO);
    }
    return reply.then(_ -> new Reply.Settled<>(refunded(r)));
  }

  /// A payment that is there, but not where the request would have it, waits for the request.
  @Override
  public Reply<PaymentResult> find(Task<PaymentRequest> task) {
    return switch (task.request()) {
      case AuthorisePayment r -> provider.find(r.paymentId()).then(Payments::authorisation);
      case CapturePayment r ->
          provider.find(r.paymentId()).then(payment -> absent(capture(r, payment)));
      case VoidPayment(String id) -> provider.find(id).then(payment -> absent(gone(payment)));
      case RefundPayment r -> provider.findRefund(r).then(_ -> new Reply.Settled<>(refunded(r)));
    };
  }

  private static Reply<PaymentResult> authorisation(Payment payment) {
    return switch (payment.status()) {
      case AUTHORISED, CAPTURED -> new Reply.Settled<>(new PaymentApproved(payment.id()));
      case DECLINED ->
          new Reply.Settled<>(new PaymentDeclined(payment.id(), payment.declineCode()));
      case VOIDED -> new Reply.Settled<>(new PaymentVoided(payment.id()));
      case PENDING -> new Reply.Pending<>();
    };
  }

  private static Reply<PaymentResult> capture(CapturePayment request, Payment payment) {
    return payment.status() == Status.CAPTURED
        ? new Reply.Settled<>(
            new PaymentCaptured(payment.id(), request.amountMinor(), request.currency()))
        : new Reply.Refused<>("the payment is " + payment.status());
  }

  private static Reply<PaymentResult> gone(Payment payment) {
    return switch (payment.status()) {
      case VOIDED, DECLINED -> new Reply.Settled<>(new PaymentVoided(payment.id()));
      case PENDING, AUTHORISED, CAPTURED ->
          new Reply.Refused<>("the payment is " + payment.status());
    };
  }

  private static PaymentResult refunded(RefundPayment r) {
    return new PaymentRefunded(r.paymentId(), r.refundId(), r.amountMinor(), r.currency());
  }

  private static Reply<PaymentResult> absent(Reply<PaymentResult> reply) {
    return reply instanceof Reply.Refused<PaymentResult> ? new Reply.Absent<>() : reply;
  }
}
