package orders.projection.billing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.projection.RowOrigin;

/// The invoice of one order. Amounts are in minor units of `currency`.
///
/// @param refundedMinor part of what was captured; the state is `REFUNDED` when it is all of it
public record Invoice(
    String orderId,
    String customerId,
    List<InvoiceLine> lines,
    String currency,
    long totalMinor,
    InvoiceState state,
    Optional<String> paymentId,
    long capturedMinor,
    long refundedMinor,
    Instant issuedAt,
    RowOrigin origin) {

  public Invoice {
    lines = List.copyOf(lines);
  }

  Invoice with(InvoiceState newState, Optional<String> newPaymentId, RowOrigin newOrigin) {
    return new Invoice(
        orderId,
        customerId,
        lines,
        currency,
        totalMinor,
        newState,
        newPaymentId,
        capturedMinor,
        refundedMinor,
        issuedAt,
        newOrigin);
  }

  Invoice captured(long amountMinor, RowOrigin newOrigin) {
    return new Invoice(
        orderId,
        customerId,
        lines,
        currency,
        totalMinor,
        InvoiceState.CAPTURED,
        paymentId,
        amountMinor,
        refundedMinor,
        issuedAt,
        newOrigin);
  }

  Invoice refunded(long amountMinor, RowOrigin newOrigin) {
    long refunded = refundedMinor + amountMinor;
    InvoiceState newState =
        refunded == capturedMinor ? InvoiceState.REFUNDED : InvoiceState.CAPTURED;
    return new Invoice(
        orderId,
        customerId,
        lines,
        currency,
        totalMinor,
        newState,
        paymentId,
        capturedMinor,
        refunded,
        issuedAt,
        newOrigin);
  }

  /// What no longer will be paid, because the order ended before the capture.
  public long voidedMinor() {
    return state == InvoiceState.VOIDED ? totalMinor : 0;
  }
}
