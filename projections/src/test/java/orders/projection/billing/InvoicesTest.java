package orders.projection.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.TimedOut;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderLine;
import orders.aggregate.order.RejectionReason.OutOfStock;
import orders.projection.Folds;
import orders.projection.ImpossibleRow;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// The life of one invoice.
class InvoicesTest {

  private static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");
  private static final List<Item> ITEMS = List.of(new Item("TEA", 2));
  private static final OrderEvent PLACED =
      new OrderPlaced(
          "c-1",
          List.of(new OrderLine("TEA", 2, 1_250)),
          "EUR",
          2_500,
          new Contact("Ada", "ada@example.org", "1 Main St"),
          "tok_ok",
          AT);
  private static final OrderEvent RESERVED = new OrderReserved(2_500, "EUR", "tok_ok");
  private static final OrderEvent AUTHORISED =
      new PaymentAuthorised("pay-1", 2_500, "EUR", ITEMS, Optional.empty());
  private static final OrderEvent SHIPPED =
      new OrderShipped("DHL", "T-1", ITEMS, "pay-1", 2_500, "EUR", 1);
  private static final OrderEvent CANCELLED =
      new OrderCancelled(new TimedOut(), ITEMS, true, Optional.of("pay-1"));

  @Test
  void aPlacedOrderIsInvoicedOpen() {
    Invoice invoice = invoice(PLACED);
    assertThat(invoice.state()).isEqualTo(InvoiceState.OPEN);
    assertThat(invoice.totalMinor()).isEqualTo(2_500);
    assertThat(invoice.lines()).containsExactly(new InvoiceLine("TEA", 2, 1_250));
    assertThat(invoice.issuedAt()).isEqualTo(AT);
    assertThat(invoice.paymentId()).isEmpty();
  }

  @Test
  void itIsAuthorisedThenCapturedThenRefunded() {
    assertThat(invoice(PLACED, RESERVED, AUTHORISED).state()).isEqualTo(InvoiceState.AUTHORISED);
    Invoice captured = invoice(PLACED, RESERVED, AUTHORISED, SHIPPED, new OrderDelivered());
    assertThat(captured.state()).isEqualTo(InvoiceState.CAPTURED);
    assertThat(captured.capturedMinor()).isEqualTo(2_500);
    assertThat(captured.paymentId()).contains("pay-1");
    Invoice refunded = invoice(PLACED, RESERVED, AUTHORISED, SHIPPED, returned(2_500));
    assertThat(refunded.state()).isEqualTo(InvoiceState.REFUNDED);
    assertThat(refunded.refundedMinor()).isEqualTo(2_500);
  }

  @Test
  void aPartialRefundLeavesItCaptured() {
    Invoice invoice = invoice(PLACED, RESERVED, AUTHORISED, SHIPPED, returned(1_250));
    assertThat(invoice.state()).isEqualTo(InvoiceState.CAPTURED);
    assertThat(invoice.refundedMinor()).isEqualTo(1_250);
  }

  @Test
  void anOrderThatEndedBeforeTheCaptureIsVoided() {
    var rejected = new OrderRejected(new OutOfStock("TEA", 1), ITEMS, Optional.empty());
    for (Invoice invoice :
        List.of(
            invoice(PLACED, rejected),
            invoice(PLACED, RESERVED, AUTHORISED, CANCELLED),
            invoice(PLACED, CANCELLED, new PaymentOrphaned("pay-1", 2_500, "EUR")))) {
      assertThat(invoice.state()).isEqualTo(InvoiceState.VOIDED);
      assertThat(invoice.voidedMinor()).isEqualTo(2_500);
      assertThat(invoice.capturedMinor()).isZero();
    }
  }

  @Test
  void whatDoesNotConcernItLeavesTheSameRow() {
    var invoices = new Invoices();
    Optional<Invoice> row = Optional.of(invoice(PLACED));
    assertThat(invoices.apply(row, recorded(RESERVED, 2))).isSameAs(row);
  }

  @Test
  void anEventWithoutAnInvoiceAndASecondOneAreImpossible() {
    assertThatThrownBy(() -> invoice(SHIPPED)).isInstanceOf(ImpossibleRow.class);
    assertThatThrownBy(() -> invoice(PLACED, PLACED)).isInstanceOf(ImpossibleRow.class);
  }

  private static OrderEvent returned(long refundMinor) {
    return new OrderReturned(ITEMS, refundMinor, "EUR", "pay-1");
  }

  private static Invoice invoice(OrderEvent... events) {
    List<Recorded<OrderEvent>> log = new ArrayList<>();
    for (OrderEvent event : events) {
      log.add(recorded(event, log.size() + 1));
    }
    return Folds.rows(new Invoices(), log).get("o-1");
  }

  private static Recorded<OrderEvent> recorded(OrderEvent event, long version) {
    return new Recorded<>("o-1", version, "e-" + version, AT, 0, version - 1, event);
  }
}
