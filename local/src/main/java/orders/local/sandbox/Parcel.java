package orders.local.sandbox;

/// A parcel in the carrier's book. Whom it goes to is not kept.
public record Parcel(String id, String orderId, Status status, String carrier, String tracking) {

  public enum Status {
    SHIPPED,
    DELIVERED,
    RECALLED
  }

  Parcel with(Status next) {
    return new Parcel(id, orderId, next, carrier, tracking);
  }
}
