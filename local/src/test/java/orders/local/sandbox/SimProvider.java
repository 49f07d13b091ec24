package orders.local.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import orders.billing.PaymentProvider;
import orders.engine.effect.Reply;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentDeclined;

/// The sandbox's ledger behind the port of the system, without HTTP.
public final class SimProvider implements PaymentProvider {

  /// The token of a payment that the provider never decides.
  private static final String SILENT = "tok-silent";

  private final SimOutside outside;
  private final Calls calls;
  private final Ledger ledger;
  private final DirectProvider direct;
  private final Map<String, Books> books = new HashMap<>();

  /// Takes what is called in.
  public interface Calls {
    void call(String orderId, String messageId, PaymentResult result);
  }

  /// How the books stand for one order, in minor units.
  ///
  /// @param captures how often money was taken
  /// @param open whether money is held, or may be yet
  public record Books(String orderId, long captured, long refunded, int captures, boolean open) {

    public static final Books NONE = new Books("", 0, 0, 0, false);
  }

  /// @param watcher is told of every change
  public SimProvider(SimOutside outside, Calls calls, Consumer<Books> watcher) {
    this.outside = outside;
    this.calls = calls;
    this.ledger = new Ledger(List.of(), payment -> watcher.accept(written(payment)));
    this.direct = new DirectProvider(ledger);
  }

  /// How the provider stands with an order.
  public Books books(String orderId) {
    return books.getOrDefault(orderId, Books.NONE);
  }

  private Books written(orders.local.sandbox.Payment p) {
    Books before = books(p.orderId());
    boolean taken = p.capturedMinor() > before.captured();
    boolean open =
        switch (p.status()) {
          case PENDING, AUTHORISED -> true;
          case DECLINED, CAPTURED, VOIDED -> false;
        };
    int captures = before.captures() + (taken ? 1 : 0);
    var now = new Books(p.orderId(), p.capturedMinor(), p.refundedMinor(), captures, open);
    books.put(p.orderId(), now);
    return now;
  }

  @Override
  public Reply<Payment> authorise(String orderId, AuthorisePayment r) {
    return outside.call(
        () -> {
          boolean anew = ledger.find(r.paymentId()).isEmpty();
          Reply<Payment> reply = direct.authorise(orderId, r);
          if (anew && !r.paymentToken().equals(SILENT)) {
            outside.later(() -> decided(r.paymentId()));
          }
          return reply;
        });
  }

  /// What was voided meanwhile is told as a success all the same.
  private void decided(String id) {
    ledger
        .approve(id)
        .ifPresent(
            p ->
                calls.call(
                    p.orderId(),
                    "msg_" + id,
                    p.declineCode().isEmpty()
                        ? new PaymentApproved(id)
                        : new PaymentDeclined(id, p.declineCode())));
  }

  @Override
  public Reply<Payment> capture(CapturePayment r) {
    return outside.call(() -> direct.capture(r));
  }

  @Override
  public Reply<Payment> cancel(String orderId, String paymentId) {
    return outside.call(() -> direct.cancel(orderId, paymentId));
  }

  @Override
  public Reply<Payment> refund(RefundPayment r) {
    return outside.call(() -> direct.refund(r));
  }

  @Override
  public Reply<Payment> find(String paymentId) {
    return outside.call(() -> direct.find(paymentId));
  }

  @Override
  public Reply<Payment> findRefund(RefundPayment r) {
    return outside.call(() -> direct.findRefund(r));
  }
}
