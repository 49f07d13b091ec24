package orders.policy.shipping;

/// What became of a parcel.
public sealed interface ShippingResult {

  String parcelId();

  /// The carrier took it.
  ///
  /// @param attempts how often it was offered to the carrier, from 1
  record ParcelShipped(String parcelId, String carrier, String tracking, int attempts)
      implements ShippingResult {}

  /// The carrier handed it over.
  record ParcelDelivered(String parcelId, String carrier, String tracking)
      implements ShippingResult {}

  /// The carrier brings it back, or never took it.
  record ParcelRecalled(String parcelId) implements ShippingResult {}
}
