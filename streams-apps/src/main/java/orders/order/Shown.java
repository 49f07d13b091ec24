package orders.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummary;
import orders.projection.orders.SummaryLine;

/// An order as clients see it.
record Shown(
    String orderId,
    long version,
    String customerId,
    OrderStatus status,
    String reason,
    List<SummaryLine> lines,
    String currency,
    long totalMinor,
    long refundedMinor,
    Optional<String> carrier,
    Optional<String> tracking,
    Instant placedAt,
    Instant updatedAt) {

  static Shown of(OrderSummary row) {
    return new Shown(
        row.orderId(),
        row.version(),
        row.customerId(),
        row.status(),
        row.reason(),
        row.lines(),
        row.currency(),
        row.totalMinor(),
        row.refundedMinor(),
        row.carrier(),
        row.tracking(),
        row.placedAt(),
        row.updatedAt());
  }
}
