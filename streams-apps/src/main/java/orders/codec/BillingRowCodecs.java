package orders.codec;

import java.util.Optional;
import orders.contract.row.InvoiceState;
import orders.engine.Codec;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.billing.InvoiceLine;
import orders.projection.billing.Revenue;

/// Rows of billing.
public final class BillingRowCodecs {

  private BillingRowCodecs() {}

  public static Codec<Invoice> invoices(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.Invoice.class,
        "invoice",
        BillingRowCodecs::toAvro,
        BillingRowCodecs::fromAvro);
  }

  public static Codec<Account> accounts(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.Account.class,
        "account",
        a ->
            new orders.contract.row.Account(
                a.customerId(),
                a.currency(),
                a.invoicedMinor(),
                a.capturedMinor(),
                a.refundedMinor(),
                a.voidedMinor(),
                a.openMinor(),
                a.invoices(),
                RowCodecs.toAvro(a.origin())),
        a ->
            new Account(
                a.getCustomerId(),
                a.getCurrency(),
                a.getInvoicedMinor(),
                a.getCapturedMinor(),
                a.getRefundedMinor(),
                a.getVoidedMinor(),
                a.getOpenMinor(),
                a.getInvoices(),
                RowCodecs.fromAvro(a.getOrigin())));
  }

  public static Codec<Revenue> revenues(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.Revenue.class,
        "revenue",
        r ->
            new orders.contract.row.Revenue(
                r.day(),
                r.currency(),
                r.invoicedMinor(),
                r.capturedMinor(),
                r.refundedMinor(),
                r.voidedMinor(),
                r.orders(),
                RowCodecs.toAvro(r.origin())),
        r ->
            new Revenue(
                r.getDay(),
                r.getCurrency(),
                r.getInvoicedMinor(),
                r.getCapturedMinor(),
                r.getRefundedMinor(),
                r.getVoidedMinor(),
                r.getOrderCount(),
                RowCodecs.fromAvro(r.getOrigin())));
  }

  private static orders.contract.row.Invoice toAvro(Invoice i) {
    return new orders.contract.row.Invoice(
        i.orderId(),
        i.customerId(),
        Each.of(
            i.lines(),
            l -> new orders.contract.row.InvoiceLine(l.sku(), l.quantity(), l.unitPriceMinor())),
        i.currency(),
        i.totalMinor(),
        state(i.state()),
        i.paymentId().orElse(null),
        i.capturedMinor(),
        i.refundedMinor(),
        i.issuedAt(),
        RowCodecs.toAvro(i.origin()));
  }

  private static Invoice fromAvro(orders.contract.row.Invoice i) {
    return new Invoice(
        i.getOrderId(),
        i.getCustomerId(),
        Each.of(
            i.getLines(), l -> new InvoiceLine(l.getSku(), l.getQuantity(), l.getUnitPriceMinor())),
        i.getCurrency(),
        i.getTotalMinor(),
        state(i.getState()),
        Optional.ofNullable(i.getPaymentId()),
        i.getCapturedMinor(),
        i.getRefundedMinor(),
        i.getIssuedAt(),
        RowCodecs.fromAvro(i.getOrigin()));
  }

  private static InvoiceState state(orders.projection.billing.InvoiceState state) {
    return switch (state) {
      case OPEN -> InvoiceState.OPEN;
      case AUTHORISED -> InvoiceState.AUTHORISED;
      case CAPTURED -> InvoiceState.CAPTURED;
      case REFUNDED -> InvoiceState.REFUNDED;
      case VOIDED -> InvoiceState.VOIDED;
    };
  }

  private static orders.projection.billing.InvoiceState state(InvoiceState state) {
    return switch (state) {
      case OPEN -> orders.projection.billing.InvoiceState.OPEN;
      case AUTHORISED -> orders.projection.billing.InvoiceState.AUTHORISED;
      case CAPTURED -> orders.projection.billing.InvoiceState.CAPTURED;
      case REFUNDED -> orders.projection.billing.InvoiceState.REFUNDED;
      case VOIDED -> orders.projection.billing.InvoiceState.VOIDED;
      case UNRECOGNISED -> throw AvroCodec.unrecognised("Invoice.state");
    };
  }
}
