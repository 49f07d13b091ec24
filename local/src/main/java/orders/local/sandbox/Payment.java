package orders.local.sandbox;

import java.util.Map;
import java.util.TreeMap;

/// A payment in the provider's ledger. Amounts are in minor units of `currency`.
///
/// @param declineCode empty unless declined
/// @param refunds by their ids
public record Payment(
    String id,
    String orderId,
    Status status,
    String declineCode,
    long amountMinor,
    String currency,
    long capturedMinor,
    long refundedMinor,
    Map<String, Long> refunds) {

  public Payment {
    refunds = Map.copyOf(refunds);
  }

  public enum Status {
    PENDING,
    AUTHORISED,
    DECLINED,
    CAPTURED,
    VOIDED
  }

  Payment with(Status next) {
    return new Payment(
        id,
        orderId,
        next,
        declineCode,
        amountMinor,
        currency,
        capturedMinor,
        refundedMinor,
        refunds);
  }

  Payment captured(long amount) {
    return new Payment(
        id,
        orderId,
        Status.CAPTURED,
        declineCode,
        amountMinor,
        currency,
        amount,
        refundedMinor,
        refunds);
  }

  Payment refunded(String refundId, long amount) {
    Map<String, Long> more = new TreeMap<>(refunds);
    more.put(refundId, amount);
    return new Payment(
        id,
        orderId,
        status,
        declineCode,
        amountMinor,
        currency,
        capturedMinor,
        refundedMinor + amount,
        more);
  }
}
