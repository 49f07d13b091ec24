package orders.projection.shipping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.projection.RowOrigin;

/// The parcel of one order.
///
/// @param attempts how often it was offered to the carrier; 0 before it was taken
/// @param requestedAt when the order was paid
public record Shipment(
    String orderId,
    ShipmentState state,
    List<ShipmentLine> lines,
    Optional<String> carrier,
    Optional<String> tracking,
    int attempts,
    Instant requestedAt,
    Instant updatedAt,
    RowOrigin origin) {

  public Shipment {
    lines = List.copyOf(lines);
  }

  Shipment with(ShipmentState next, RowOrigin by) {
    return new Shipment(
        orderId, next, lines, carrier, tracking, attempts, requestedAt, by.at(), by);
  }

  Shipment taken(ShipmentState next, String taker, String number, int tries, RowOrigin by) {
    return new Shipment(
        orderId,
        next,
        lines,
        Optional.of(taker),
        Optional.of(number),
        tries,
        requestedAt,
        by.at(),
        by);
  }
}
