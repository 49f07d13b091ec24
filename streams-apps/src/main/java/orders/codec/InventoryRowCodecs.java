package orders.codec;

import java.util.Optional;
import orders.engine.Codec;
import orders.projection.inventory.Movement;
import orders.projection.inventory.StockLevel;

/// Rows of inventory.
public final class InventoryRowCodecs {

  private InventoryRowCodecs() {}

  public static Codec<StockLevel> levels(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.StockLevel.class,
        "stock level",
        l ->
            new orders.contract.row.StockLevel(
                l.sku(),
                l.name(),
                l.priceMinor(),
                l.currency(),
                l.available(),
                l.reserved(),
                l.shipped(),
                l.received(),
                l.adjusted(),
                l.takenBack(),
                RowCodecs.toAvro(l.origin())),
        l ->
            new StockLevel(
                l.getSku(),
                l.getName(),
                l.getPriceMinor(),
                l.getCurrency(),
                l.getAvailable(),
                l.getReserved(),
                l.getShipped(),
                l.getReceived(),
                l.getAdjusted(),
                l.getTakenBack(),
                RowCodecs.fromAvro(l.getOrigin())));
  }

  public static Codec<Movement> movements(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.Movement.class,
        "movement",
        m ->
            new orders.contract.row.Movement(
                m.sku(),
                m.version(),
                m.type(),
                m.quantity(),
                m.availableAfter(),
                m.orderId().orElse(null),
                m.reason(),
                m.at(),
                RowCodecs.toAvro(m.origin())),
        m ->
            new Movement(
                m.getSku(),
                m.getVersion(),
                m.getType(),
                m.getQuantity(),
                m.getAvailableAfter(),
                Optional.ofNullable(m.getOrderId()),
                m.getReason(),
                m.getAt(),
                RowCodecs.fromAvro(m.getOrigin())));
  }
}
