package orders.projection.billing;

import java.util.List;
import java.util.Optional;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// One account for each customer and currency, keyed `customer|currency`.
public final class Accounts implements Rollup<Invoice, Account> {

  @Override
  public List<String> keys(Optional<Invoice> before, Invoice after, Recorded<?> cause) {
    return InvoiceChange.between(before, after).none()
        ? List.of()
        : List.of(after.customerId() + "|" + after.currency());
  }

  @Override
  public Account apply(
      Optional<Account> row,
      String key,
      Optional<Invoice> before,
      Invoice after,
      Recorded<?> cause) {
    InvoiceChange change = InvoiceChange.between(before, after);
    var delta =
        new Account(
            after.customerId(),
            after.currency(),
            change.invoicedMinor(),
            change.capturedMinor(),
            change.refundedMinor(),
            change.voidedMinor(),
            change.invoicedMinor() - change.capturedMinor() - change.voidedMinor(),
            change.invoices(),
            cause.origin());
    return row.map(account -> merge(account, delta)).orElse(delta);
  }

  @Override
  public Account merge(Account left, Account right) {
    return new Account(
        left.customerId(),
        left.currency(),
        left.invoicedMinor() + right.invoicedMinor(),
        left.capturedMinor() + right.capturedMinor(),
        left.refundedMinor() + right.refundedMinor(),
        left.voidedMinor() + right.voidedMinor(),
        left.openMinor() + right.openMinor(),
        left.invoices() + right.invoices(),
        left.origin().latest(right.origin()));
  }
}
