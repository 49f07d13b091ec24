package orders.policy.payment;

/// What the payment provider is asked to do. The order's id is the record's key.
public sealed interface PaymentRequest {

  /// Derived from the order id; the provider's idempotency key.
  String paymentId();

  /// Hold the money.
  ///
  /// @param amountMinor in minor units of `currency`
  /// @param paymentToken what the provider gave the client's browser
  record AuthorisePayment(String paymentId, long amountMinor, String currency, String paymentToken)
      implements PaymentRequest {}

  /// Take the money that is held.
  record CapturePayment(String paymentId, long amountMinor, String currency)
      implements PaymentRequest {}

  /// Let go of what is held, or of what may be held later.
  record VoidPayment(String paymentId) implements PaymentRequest {}

  /// Pay back a part of what was taken, or all of it.
  ///
  /// @param refundId derived from the event; the provider's idempotency key of the refund
  record RefundPayment(String paymentId, String refundId, long amountMinor, String currency)
      implements PaymentRequest {}
}
