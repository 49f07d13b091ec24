package orders.billing;

import orders.engine.effect.Reply;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;

/// The payment provider, as this system needs one. A real one is an adapter to this port: each call
/// is done once however often it is made, told apart by the payment's or the refund's id.
public interface PaymentProvider {

  Reply<Payment> authorise(String orderId, AuthorisePayment request);

  Reply<Payment> capture(CapturePayment request);

  /// Lets go of a payment, also of one that is not known yet: it can then never be authorised.
  Reply<Payment> cancel(String orderId, String paymentId);

  Reply<Payment> refund(RefundPayment request);

  /// How a payment stands; [Reply.Absent] when it is not known there.
  Reply<Payment> find(String paymentId);

  /// Whether a refund was made: the payment, or [Reply.Absent].
  Reply<Payment> findRefund(RefundPayment request);

  /// How a payment stands at the provider.
  ///
  /// @param declineCode the provider's word for why, empty unless declined
  record Payment(String id, Status status, String declineCode) {}

  /// The stages of a payment at the provider.
  enum Status {
    PENDING,
    AUTHORISED,
    DECLINED,
    CAPTURED,
    VOIDED
  }
}
