package orders.projection.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.projection.RowOrigin;

/// An order without personal data. Amounts are in minor units of `currency`.
///
/// @param reason why it was rejected or cancelled; otherwise empty
/// @param eventOffsets where its events stand: element i is the offset of version i + 1
public record OrderSummary(
    String orderId,
    String customerId,
    OrderStatus status,
    List<SummaryLine> lines,
    String currency,
    long totalMinor,
    long refundedMinor,
    String reason,
    Optional<String> carrier,
    Optional<String> tracking,
    Instant placedAt,
    Instant updatedAt,
    List<Long> eventOffsets,
    RowOrigin origin) {

  public OrderSummary {
    lines = List.copyOf(lines);
    eventOffsets = List.copyOf(eventOffsets);
  }

  /// How many events the order has.
  public long version() {
    return eventOffsets.size();
  }

  OrderSummary with(OrderStatus newStatus, RowOrigin by) {
    return changed(newStatus, lines, refundedMinor, reason, carrier, tracking, by);
  }

  OrderSummary ended(OrderStatus newStatus, String why, RowOrigin by) {
    return changed(newStatus, lines, refundedMinor, why, carrier, tracking, by);
  }

  OrderSummary reserved(String sku, RowOrigin by) {
    List<SummaryLine> marked =
        lines.stream()
            .map(
                line ->
                    line.sku().equals(sku)
                        ? new SummaryLine(sku, line.quantity(), line.unitPriceMinor(), true)
                        : line)
            .toList();
    return changed(status, marked, refundedMinor, reason, carrier, tracking, by);
  }

  OrderSummary shipped(String by, String parcel, RowOrigin origin) {
    return changed(
        OrderStatus.SHIPPED,
        lines,
        refundedMinor,
        reason,
        Optional.of(by),
        Optional.of(parcel),
        origin);
  }

  OrderSummary returned(long refundMinor, RowOrigin by) {
    return changed(
        OrderStatus.RETURNED, lines, refundedMinor + refundMinor, reason, carrier, tracking, by);
  }

  private OrderSummary changed(
      OrderStatus newStatus,
      List<SummaryLine> newLines,
      long newRefundedMinor,
      String newReason,
      Optional<String> newCarrier,
      Optional<String> newTracking,
      RowOrigin by) {
    List<Long> offsets = new ArrayList<>(eventOffsets);
    offsets.add(by.offset());
    return new OrderSummary(
        orderId,
        customerId,
        newStatus,
        newLines,
        currency,
        totalMinor,
        newRefundedMinor,
        newReason,
        newCarrier,
        newTracking,
        placedAt,
        by.at(),
        offsets,
        by);
  }
}
