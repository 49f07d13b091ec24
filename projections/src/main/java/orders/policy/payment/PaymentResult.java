package orders.policy.payment;

/// What became of a payment at the provider.
public sealed interface PaymentResult {

  String paymentId();

  /// The provider holds the money.
  record PaymentApproved(String paymentId) implements PaymentResult {}

  /// @param code the provider's word for why
  record PaymentDeclined(String paymentId, String code) implements PaymentResult {}

  /// @param amountMinor in minor units of `currency`
  record PaymentCaptured(String paymentId, long amountMinor, String currency)
      implements PaymentResult {}

  /// The provider holds nothing any more.
  record PaymentVoided(String paymentId) implements PaymentResult {}

  /// @param amountMinor in minor units of `currency`
  record PaymentRefunded(String paymentId, String refundId, long amountMinor, String currency)
      implements PaymentResult {}
}
