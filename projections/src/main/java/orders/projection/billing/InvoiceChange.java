package orders.projection.billing;

import java.util.Optional;

/// By how much an invoice changed, in minor units.
record InvoiceChange(
    long invoicedMinor, long capturedMinor, long refundedMinor, long voidedMinor, long invoices) {

  static InvoiceChange between(Optional<Invoice> before, Invoice after) {
    return new InvoiceChange(
        before.isEmpty() ? after.totalMinor() : 0,
        after.capturedMinor() - before.map(Invoice::capturedMinor).orElse(0L),
        after.refundedMinor() - before.map(Invoice::refundedMinor).orElse(0L),
        after.voidedMinor() - before.map(Invoice::voidedMinor).orElse(0L),
        before.isEmpty() ? 1 : 0);
  }

  boolean none() {
    return invoicedMinor == 0
        && capturedMinor == 0
        && refundedMinor == 0
        && voidedMinor == 0
        && invoices == 0;
  }
}
