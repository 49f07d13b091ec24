package orders.local.sandbox;

import java.util.List;
import java.util.function.Supplier;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.Reply;
import orders.shipping.Carrier;

/// The sandbox's book of parcels behind the port of the system, without HTTP between them.
public final class DirectCarrier implements Carrier {

  private final Book book;

  public DirectCarrier(Book book) {
    this.book = book;
  }

  @Override
  public Reply<Parcel> ship(String orderId, String parcelId, Contact contact, List<Item> items) {
    return answer(() -> book.ship(parcelId, orderId).parcel());
  }

  @Override
  public Reply<Parcel> recall(String orderId, String parcelId) {
    return answer(() -> book.recall(parcelId, orderId));
  }

  @Override
  public Reply<Parcel> find(String parcelId) {
    return answer(() -> book.find(parcelId).orElseThrow(Ledger.Missing::new));
  }

  private static Reply<Parcel> answer(Supplier<orders.local.sandbox.Parcel> work) {
    try {
      var p = work.get();
      return new Reply.Settled<>(
          new Parcel(p.id(), Status.valueOf(p.status().name()), p.carrier(), p.tracking()));
    } catch (Ledger.Missing e) {
      return new Reply.Absent<>();
    } catch (Ledger.Refused e) {
      return new Reply.Refused<>(String.valueOf(e.getMessage()));
    }
  }
}
