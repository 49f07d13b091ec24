package orders.projection.orders;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.aggregate.order.RejectionReason;
import orders.projection.ImpossibleRow;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.RowOrigin;

/// One summary for each order; every event of the order changes it.
public final class OrderSummaries implements Projection<OrderEvent, OrderSummary> {

  @Override
  public String key(Recorded<OrderEvent> event) {
    return event.aggregateId();
  }

  @Override
  public Optional<OrderSummary> apply(Optional<OrderSummary> row, Recorded<OrderEvent> event) {
    boolean first = event.event() instanceof OrderPlaced;
    if (first == row.isPresent()
        || row.map(OrderSummary::version).orElse(0L) + 1 != event.version()) {
      throw new ImpossibleRow(row, event);
    }
    return Optional.of(row.map(summary -> fold(summary, event)).orElseGet(() -> placed(event)));
  }

  private static OrderSummary fold(OrderSummary row, Recorded<OrderEvent> event) {
    RowOrigin by = event.origin();
    return switch (event.event()) {
      case OrderPlaced _ -> throw new ImpossibleRow(Optional.of(row), event);
      case LineReserved(String sku, int _) -> row.reserved(sku, by);
      case OrderReserved _ -> row.with(OrderStatus.RESERVED, by);
      case OrderRejected rejected -> row.ended(OrderStatus.REJECTED, text(rejected.reason()), by);
      case PaymentAuthorised _ -> row.with(OrderStatus.PAID, by);
      case PaymentOrphaned _, ShipmentOrphaned _ -> row.with(row.status(), by);
      case OrderShipped shipped -> row.shipped(shipped.carrier(), shipped.tracking(), by);
      case OrderDelivered _ -> row.with(OrderStatus.DELIVERED, by);
      case OrderCancelled cancelled ->
          row.ended(OrderStatus.CANCELLED, text(cancelled.reason()), by);
      case OrderReturned returned -> row.returned(returned.refundMinor(), by);
    };
  }

  private static OrderSummary placed(Recorded<OrderEvent> event) {
    if (!(event.event() instanceof OrderPlaced placed)) {
      throw new ImpossibleRow(Optional.empty(), event);
    }
    return new OrderSummary(
        event.aggregateId(),
        placed.customerId(),
        OrderStatus.PLACED,
        placed.lines().stream()
            .map(l -> new SummaryLine(l.sku(), l.quantity(), l.unitPriceMinor(), false))
            .toList(),
        placed.currency(),
        placed.totalMinor(),
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        placed.placedAt(),
        event.at(),
        List.of(event.offset()),
        event.origin());
  }

  private static String text(RejectionReason reason) {
    return switch (reason) {
      case RejectionReason.OutOfStock(String sku, int available) ->
          "out of stock: " + sku + ", " + available + " available";
      case RejectionReason.PaymentDeclined(String code) -> "payment declined: " + code;
    };
  }

  private static String text(CancellationReason reason) {
    return switch (reason) {
      case CancellationReason.ByClient(String note) -> note;
      case CancellationReason.TimedOut() -> "timed out";
    };
  }
}
