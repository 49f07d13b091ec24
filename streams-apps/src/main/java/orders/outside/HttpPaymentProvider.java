package orders.outside;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import orders.billing.PaymentProvider;
import orders.engine.effect.Reply;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;

/// A payment provider behind a small REST API, the one that the sandbox speaks.
public final class HttpPaymentProvider implements PaymentProvider, AutoCloseable {

  private final HttpCalls calls;

  public HttpPaymentProvider(URI base) {
    this.calls = new HttpCalls("payment-provider", base);
  }

  @Override
  public Reply<Payment> authorise(String orderId, AuthorisePayment r) {
    return calls.put(
        payment(r.paymentId()),
        Map.of(
            "orderId",
            orderId,
            "amountMinor",
            r.amountMinor(),
            "currency",
            r.currency(),
            "token",
            r.paymentToken()),
        HttpPaymentProvider::read);
  }

  @Override
  public Reply<Payment> capture(CapturePayment r) {
    return calls.post(
        payment(r.paymentId()) + "/capture",
        Map.of("amountMinor", r.amountMinor()),
        HttpPaymentProvider::read);
  }

  @Override
  public Reply<Payment> cancel(String orderId, String paymentId) {
    return calls.post(
        payment(paymentId) + "/void", Map.of("orderId", orderId), HttpPaymentProvider::read);
  }

  @Override
  public Reply<Payment> refund(RefundPayment r) {
    return calls.put(
        refundPath(r), Map.of("amountMinor", r.amountMinor()), HttpPaymentProvider::read);
  }

  @Override
  public Reply<Payment> find(String paymentId) {
    return calls.get(payment(paymentId), HttpPaymentProvider::read);
  }

  @Override
  public Reply<Payment> findRefund(RefundPayment r) {
    return calls.get(refundPath(r), HttpPaymentProvider::read);
  }

  @Override
  public void close() {
    calls.close();
  }

  private static String payment(String id) {
    return "/payments/" + id;
  }

  private static String refundPath(RefundPayment r) {
    return payment(r.paymentId()) + "/refunds/" + r.refundId();
  }

  private static Payment read(JsonNode json) {
    return new Payment(
        json.path("id").asText(),
        Status.valueOf(json.path("status").asText()),
        json.path("declineCode").asText(""));
  }
}
