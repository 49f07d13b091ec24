package orders.aggregate.stock;

import java.time.Instant;

/// What one order holds of one SKU.
public sealed interface Reservation {

  /// The order has asked for nothing, or it was forgotten long after it ended.
  record None() implements Reservation {}

  record Held(int quantity) implements Reservation {}

  /// Given back, refused, or given back before it was asked for: the order gets nothing any more.
  record Released(Instant at) implements Reservation {}

  /// @param takenBack pieces that came back
  record Shipped(int quantity, int takenBack, Instant at) implements Reservation {}
}
