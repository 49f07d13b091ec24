package orders.projection.billing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
import orders.projection.ImpossibleRow;
import orders.projection.Projection;
import orders.projection.Recorded;

/// One invoice for each order.
public final class Invoices implements Projection<OrderEvent, Invoice> {

  @Override
  public String key(Recorded<OrderEvent> event) {
    return event.aggregateId();
  }

  @Override
  public Optional<Invoice> apply(Optional<Invoice> row, Recorded<OrderEvent> event) {
    return switch (event.event()) {
      case OrderPlaced placed -> Optional.of(issue(row, placed, event));
      case PaymentAuthorised authorised ->
          change(
              row,
              event,
              invoice ->
                  invoice.with(
                      InvoiceState.AUTHORISED,
                      Optional.of(authorised.paymentId()),
                      event.origin()));
      case OrderShipped shipped ->
          change(row, event, invoice -> invoice.captured(shipped.amountMinor(), event.origin()));
      case OrderReturned returned ->
          change(row, event, invoice -> invoice.refunded(returned.refundMinor(), event.origin()));
      case OrderRejected _, OrderCancelled _ ->
          change(
              row,
              event,
              invoice -> invoice.with(InvoiceState.VOIDED, invoice.paymentId(), event.origin()));
      case LineReserved _, OrderReserved _, OrderDelivered _ -> row;
      case PaymentOrphaned _, ShipmentOrphaned _ -> row;
    };
  }

  @Override
  public Set<Class<? extends OrderEvent>> ignored() {
    return Set.of(
        LineReserved.class,
        OrderReserved.class,
        OrderDelivered.class,
        PaymentOrphaned.class,
        ShipmentOrphaned.class);
  }

  private static Invoice issue(
      Optional<Invoice> row, OrderPlaced placed, Recorded<OrderEvent> event) {
    if (row.isPresent()) {
      throw new ImpossibleRow(row, event);
    }
    List<InvoiceLine> lines =
        placed.lines().stream()
            .map(line -> new InvoiceLine(line.sku(), line.quantity(), line.unitPriceMinor()))
            .toList();
    return new Invoice(
        event.aggregateId(),
        placed.customerId(),
        lines,
        placed.currency(),
        placed.totalMinor(),
        InvoiceState.OPEN,
        Optional.empty(),
        0,
        0,
        placed.placedAt(),
        event.origin());
  }

  private static Optional<Invoice> change(
      Optional<Invoice> row, Recorded<OrderEvent> event, UnaryOperator<Invoice> change) {
    if (row.isEmpty()) {
      throw new ImpossibleRow(row, event);
    }
    return row.map(change);
  }
}
