package orders.search;

import java.util.Optional;
import orders.billing.PaymentProvider;
import orders.local.sandbox.Book;
import orders.local.sandbox.DirectCarrier;
import orders.local.sandbox.DirectProvider;
import orders.local.sandbox.Ledger;
import orders.shipping.Carrier;

/// The sandbox's ledger and book over the one payment and parcel of a saga.
final class Outside {

  private final Ledger ledger;
  private final Book book;
  private Saga saga;

  Outside(Saga saga) {
    this.saga = saga;
    this.ledger = new Ledger(saga.payment().stream().toList(), p -> this.saga = this.saga.with(p));
    this.book = new Book(saga.parcel().stream().toList(), p -> this.saga = this.saga.with(p));
  }

  /// With what has changed out there.
  Saga saga() {
    return saga;
  }

  PaymentProvider provider() {
    return new DirectProvider(ledger);
  }

  Carrier carrier() {
    return new DirectCarrier(book);
  }

  /// Decides a payment late, and tells a success also of one that was voided meanwhile; empty when
  /// there is none.
  Optional<Saga> decide() {
    if (!saga.left().calls() || saga.payment().filter(p -> !p.currency().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    var _ = ledger.approve(saga.payment().orElseThrow().id());
    return Optional.of(saga);
  }

  Optional<Saga> deliver() {
    return saga.parcel().flatMap(p -> book.deliver(p.id())).map(_ -> saga);
  }
}
