package orders.codec;

import orders.contract.payment.request.AuthorisePayment;
import orders.contract.payment.request.CapturePayment;
import orders.contract.payment.request.RefundPayment;
import orders.contract.payment.request.VoidPayment;
import orders.policy.payment.PaymentRequest;
import org.apache.avro.specific.SpecificRecord;

/// What the payment provider is asked to do.
public final class PaymentRequestCodec extends AvroCodec<PaymentRequest> {

  public PaymentRequestCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(PaymentRequest request) {
    return switch (request) {
      case PaymentRequest.AuthorisePayment r ->
          new AuthorisePayment(r.paymentId(), r.amountMinor(), r.currency(), r.paymentToken());
      case PaymentRequest.CapturePayment r ->
          new CapturePayment(r.paymentId(), r.amountMinor(), r.currency());
      case PaymentRequest.VoidPayment r -> new VoidPayment(r.paymentId());
      case PaymentRequest.RefundPayment r ->
          new RefundPayment(r.paymentId(), r.refundId(), r.amountMinor(), r.currency());
    };
  }

  @Override
  PaymentRequest fromAvro(SpecificRecord record) {
    return switch (record) {
      case AuthorisePayment r ->
          new PaymentRequest.AuthorisePayment(
              r.getPaymentId(), r.getAmountMinor(), r.getCurrency(), r.getPaymentToken());
      case CapturePayment r ->
          new PaymentRequest.CapturePayment(r.getPaymentId(), r.getAmountMinor(), r.getCurrency());
      case VoidPayment r -> new PaymentRequest.VoidPayment(r.getPaymentId());
      case RefundPayment r ->
          new PaymentRequest.RefundPayment(
              r.getPaymentId(), r.getRefundId(), r.getAmountMinor(), r.getCurrency());
      default -> throw unexpected(record, "payment request");
    };
  }
}
