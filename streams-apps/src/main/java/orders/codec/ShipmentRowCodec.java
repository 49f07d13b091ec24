package orders.codec;

import java.util.Optional;
import orders.engine.Codec;
import orders.projection.shipping.Shipment;
import orders.projection.shipping.ShipmentLine;
import orders.projection.shipping.ShipmentState;

/// Rows of parcels.
public final class ShipmentRowCodec {

  private ShipmentRowCodec() {}

  public static Codec<Shipment> shipments(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.Shipment.class,
        "shipment",
        ShipmentRowCodec::toAvro,
        ShipmentRowCodec::fromAvro);
  }

  private static orders.contract.row.Shipment toAvro(Shipment s) {
    return new orders.contract.row.Shipment(
        s.orderId(),
        orders.contract.row.ShipmentState.valueOf(s.state().name()),
        Each.of(s.lines(), l -> new orders.contract.row.ShipmentLine(l.sku(), l.quantity())),
        s.carrier().orElse(null),
        s.tracking().orElse(null),
        s.attempts(),
        s.requestedAt(),
        s.updatedAt(),
        RowCodecs.toAvro(s.origin()));
  }

  private static Shipment fromAvro(orders.contract.row.Shipment s) {
    if (s.getState() == orders.contract.row.ShipmentState.UNRECOGNISED) {
      throw AvroCodec.unrecognised("Shipment.state");
    }
    return new Shipment(
        s.getOrderId(),
        ShipmentState.valueOf(s.getState().name()),
        Each.of(s.getLines(), l -> new ShipmentLine(l.getSku(), l.getQuantity())),
        Optional.ofNullable(s.getCarrier()),
        Optional.ofNullable(s.getTracking()),
        s.getAttempts(),
        s.getRequestedAt(),
        s.getUpdatedAt(),
        RowCodecs.fromAvro(s.getOrigin()));
  }
}
