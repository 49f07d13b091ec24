package orders.local;

import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.billing.Invoice;

/// One more was captured than was, of every order that was shipped.
record OffByOne(Projection<OrderEvent, Invoice> right) implements Projection<OrderEvent, Invoice> {

  @Override
  public String key(Recorded<OrderEvent> event) {
    return right.key(event);
  }

  @Override
  public Optional<Invoice> apply(Optional<Invoice> row, Recorded<OrderEvent> event) {
    Optional<Invoice> after = right.apply(row, event);
    return event.event() instanceof OrderEvent.OrderShipped ? after.map(OffByOne::oneMore) : after;
  }

  private static Invoice oneMore(Invoice i) {
    return new Invoice(
        i.orderId(),
        i.customerId(),
        i.lines(),
        i.currency(),
        i.totalMinor(),
        i.state(),
        i.paymentId(),
        i.capturedMinor() + 1,
        i.refundedMinor(),
        i.issuedAt(),
        i.origin());
  }
}
