package orders.local.sandbox;

import java.util.Map;
import java.util.function.Supplier;
import orders.billing.PaymentProvider;
import orders.engine.effect.Reply;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;

/// The sandbox's ledger behind the port of the system, without HTTP between them. A payment with
/// the token `tok-late` or `tok-silent` is not decided at once.
public final class DirectProvider implements PaymentProvider {

  private final Ledger ledger;

  public DirectProvider(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Reply<Payment> authorise(String orderId, AuthorisePayment r) {
    return answer(() -> ledger.authorise(wanted(orderId, r)));
  }

  @Override
  public Reply<Payment> capture(CapturePayment r) {
    return answer(() -> ledger.capture(r.paymentId(), r.amountMinor()));
  }

  @Override
  public Reply<Payment> cancel(String orderId, String paymentId) {
    return answer(() -> ledger.cancel(paymentId, orderId));
  }

  @Override
  public Reply<Payment> refund(RefundPayment r) {
    return answer(() -> ledger.refund(r.paymentId(), r.refundId(), r.amountMinor()));
  }

  @Override
  public Reply<Payment> find(String paymentId) {
    return answer(() -> ledger.find(paymentId).orElseThrow(Ledger.Missing::new));
  }

  @Override
  public Reply<Payment> findRefund(RefundPayment r) {
    return answer(
        () ->
            ledger
                .find(r.paymentId())
                .filter(p -> p.refunds().containsKey(r.refundId()))
                .orElseThrow(Ledger.Missing::new));
  }

  private static orders.local.sandbox.Payment wanted(String orderId, AuthorisePayment r) {
    var status =
        switch (r.paymentToken()) {
          case "tok-decline" -> orders.local.sandbox.Payment.Status.DECLINED;
          case "tok-late", "tok-silent" -> orders.local.sandbox.Payment.Status.PENDING;
          default -> orders.local.sandbox.Payment.Status.AUTHORISED;
        };
    boolean declined = status == orders.local.sandbox.Payment.Status.DECLINED;
    return new orders.local.sandbox.Payment(
        r.paymentId(),
        orderId,
        status,
        declined ? "insufficient_funds" : "",
        r.amountMinor(),
        r.currency(),
        0,
        0,
        Map.of());
  }

  private static Reply<Payment> answer(Supplier<orders.local.sandbox.Payment> work) {
    try {
      var p = work.get();
      return new Reply.Settled<>(
          new Payment(p.id(), Status.valueOf(p.status().name()), p.declineCode()));
    } catch (Ledger.Missing e) {
      return new Reply.Absent<>();
    } catch (Ledger.Refused e) {
      return new Reply.Refused<>(String.valueOf(e.getMessage()));
    }
  }
}
