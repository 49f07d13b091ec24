package orders.projection.billing;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// One row for each day (UTC) and currency, keyed `2026-11-23|EUR`.
public final class Revenues implements Rollup<Invoice, Revenue> {

  @Override
  public List<String> keys(Optional<Invoice> before, Invoice after, Recorded<?> cause) {
    return InvoiceChange.between(before, after).none()
        ? List.of()
        : List.of(day(cause) + "|" + after.currency());
  }

  @Override
  public Revenue apply(
      Optional<Revenue> row,
      String key,
      Optional<Invoice> before,
      Invoice after,
      Recorded<?> cause) {
    InvoiceChange change = InvoiceChange.between(before, after);
    var delta =
        new Revenue(
            day(cause),
            after.currency(),
            change.invoicedMinor(),
            change.capturedMinor(),
            change.refundedMinor(),
            change.voidedMinor(),
            change.invoices(),
            cause.origin());
    return row.map(revenue -> merge(revenue, delta)).orElse(delta);
  }

  @Override
  public Revenue merge(Revenue left, Revenue right) {
    return new Revenue(
        left.day(),
        left.currency(),
        left.invoicedMinor() + right.invoicedMinor(),
        left.capturedMinor() + right.capturedMinor(),
        left.refundedMinor() + right.refundedMinor(),
        left.voidedMinor() + right.voidedMinor(),
        left.orders() + right.orders(),
        left.origin().latest(right.origin()));
  }

  private static LocalDate day(Recorded<?> cause) {
    return LocalDate.ofInstant(cause.at(), ZoneOffset.UTC);
  }
}
