package orders.local.sandbox;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.Reply;
import orders.policy.shipping.ShippingResult;
import orders.policy.shipping.ShippingResult.ParcelDelivered;
import orders.shipping.Carrier;

/// The sandbox's book of parcels behind the port of the system, without HTTP.
public final class SimCarrier implements Carrier {

  private final SimOutside outside;
  private final Calls calls;
  private final Book book = new Book(List.of(), _ -> {});
  private final DirectCarrier direct = new DirectCarrier(book);

  /// Takes what is called in.
  public interface Calls {
    void call(String orderId, String messageId, ShippingResult result);
  }

  public SimCarrier(SimOutside outside, Calls calls) {
    this.outside = outside;
    this.calls = calls;
  }

  /// What became of a parcel; empty when the carrier has not heard of it.
  public Optional<Status> status(String parcelId) {
    return book.find(parcelId).map(parcel -> Status.valueOf(parcel.status().name()));
  }

  @Override
  public Reply<Parcel> ship(String orderId, String parcelId, Contact contact, List<Item> items) {
    return outside.call(
        () -> {
          boolean anew = book.find(parcelId).isEmpty();
          Reply<Parcel> reply = direct.ship(orderId, parcelId, contact, items);
          if (anew) {
            outside.later(() -> deliver(parcelId));
          }
          return reply;
        });
  }

  /// Hands it over, unless it was recalled; told more than once, it is delivered once.
  private void deliver(String parcelId) {
    var _ = book.deliver(parcelId);
    book.find(parcelId)
        .filter(parcel -> parcel.status() == orders.local.sandbox.Parcel.Status.DELIVERED)
        .ifPresent(
            parcel ->
                outside.later(
                    () ->
                        calls.call(
                            parcel.orderId(),
                            "msg_" + parcelId,
                            new ParcelDelivered(parcelId, parcel.carrier(), parcel.tracking()))));
  }

  @Override
  public Reply<Parcel> recall(String orderId, String parcelId) {
    return outside.call(() -> direct.recall(orderId, parcelId));
  }

  @Override
  public Reply<Parcel> find(String parcelId) {
    return outside.call(() -> direct.find(parcelId));
  }
}
