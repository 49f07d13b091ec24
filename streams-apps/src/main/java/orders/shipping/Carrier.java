package orders.shipping;

import java.util.List;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.Reply;

/// The carrier, as this system needs one. A real one is an adapter to this port: each call is done
/// once however often it is made, told apart by the parcel's id.
public interface Carrier {

  /// Hands a parcel over.
  Reply<Parcel> ship(String orderId, String parcelId, Contact contact, List<Item> items);

  /// Has a parcel brought back, or never taken.
  Reply<Parcel> recall(String orderId, String parcelId);

  /// How a parcel stands; [Reply.Absent] when it is not known there.
  Reply<Parcel> find(String parcelId);

  /// How a parcel stands at the carrier.
  record Parcel(String id, Status status, String carrier, String tracking) {}

  /// The stages of a parcel at the carrier.
  enum Status {
    SHIPPED,
    DELIVERED,
    RECALLED
  }
}
