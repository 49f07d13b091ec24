package orders.projection.billing;

import java.util.Optional;

/// By how much an invoice changed, in minor units.
record InvoiceChange(
    long invoicedMinor, long capturedMinor, long refundedMinor, long voidedMinor, long invoices) {

  static InvoiceChange between(Optional<Invoice> before, Invoice after) {
    if (before.isEmpty()) {
      return new InvoiceChange(
          after.totalMinor(), after.capturedMinor(), after.refundedMinor(), after.voidedMinor(), 1);
    }
    Invoice was = before.get();
    return new InvoiceChange(
        0,
        after.capturedMinor() - was.capturedMinor(),
        after.refundedMinor() - was.refundedMinor(),
        after.voidedMinor() - was.voidedMinor(),
        0);
  }

  boolean none() {
    return invoicedMinor == 0
        && capturedMinor == 0
        && refundedMinor == 0
        && voidedMinor == 0
        && invoices == 0;
  }
}
