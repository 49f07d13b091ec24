package orders.policy.shipping;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;

/// What the carrier is asked to do. The order's id is the record's key.
public sealed interface ShippingJob {

  /// Derived from the order id; the carrier's idempotency key.
  String parcelId();

  /// Take the parcel.
  ///
  /// @param contact whom it goes to; empty when the order does not say
  record ShipParcel(String parcelId, Optional<Contact> contact, List<Item> lines)
      implements ShippingJob {
    public ShipParcel {
      lines = List.copyOf(lines);
    }
  }

  /// Bring back a parcel whose order ended.
  record RecallParcel(String parcelId, String carrier, String tracking) implements ShippingJob {}
}
