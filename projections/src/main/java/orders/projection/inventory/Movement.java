package orders.projection.inventory;

import java.time.Instant;
import java.util.Optional;
import orders.projection.RowOrigin;

/// One thing that happened to the stock of a SKU.
///
/// @param version the SKU's version with it
/// @param type the event's type, such as `StockReserved`
/// @param quantity by how much `available` changed
/// @param orderId the order that caused it
/// @param reason why, for an adjustment; otherwise empty
public record Movement(
    String sku,
    long version,
    String type,
    int quantity,
    int availableAfter,
    Optional<String> orderId,
    String reason,
    Instant at,
    RowOrigin origin) {}
