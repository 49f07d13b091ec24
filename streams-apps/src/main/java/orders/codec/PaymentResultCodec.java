package orders.codec;

import orders.contract.payment.result.PaymentApproved;
import orders.contract.payment.result.PaymentCaptured;
import orders.contract.payment.result.PaymentDeclined;
import orders.contract.payment.result.PaymentRefunded;
import orders.contract.payment.result.PaymentVoided;
import orders.policy.payment.PaymentResult;
import org.apache.avro.specific.SpecificRecord;

/// What became of payments at the provider.
public final class PaymentResultCodec extends AvroCodec<PaymentResult> {

  public PaymentResultCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(PaymentResult result) {
    return switch (result) {
      case PaymentResult.PaymentApproved r -> new PaymentApproved(r.paymentId());
      case PaymentResult.PaymentDeclined r -> new PaymentDeclined(r.paymentId(), r.code());
      case PaymentResult.PaymentCaptured r ->
          new PaymentCaptured(r.paymentId(), r.amountMinor(), r.currency());
      case PaymentResult.PaymentVoided r -> new PaymentVoided(r.paymentId());
      case PaymentResult.PaymentRefunded r ->
          new PaymentRefunded(r.paymentId(), r.refundId(), r.amountMinor(), r.currency());
    };
  }

  @Override
  PaymentResult fromAvro(SpecificRecord record) {
    return switch (record) {
      case PaymentApproved r -> new PaymentResult.PaymentApproved(r.getPaymentId());
      case PaymentDeclined r -> new PaymentResult.PaymentDeclined(r.getPaymentId(), r.getCode());
      case PaymentCaptured r ->
          new PaymentResult.PaymentCaptured(r.getPaymentId(), r.getAmountMinor(), r.getCurrency());
      case PaymentVoided r -> new PaymentResult.PaymentVoided(r.getPaymentId());
      case PaymentRefunded r ->
          new PaymentResult.PaymentRefunded(
              r.getPaymentId(), r.getRefundId(), r.getAmountMinor(), r.getCurrency());
      default -> throw unexpected(record, "payment result");
    };
  }
}
