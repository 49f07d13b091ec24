package orders.codec;

import orders.contract.shipping.result.ParcelDelivered;
import orders.contract.shipping.result.ParcelRecalled;
import orders.contract.shipping.result.ParcelShipped;
import orders.policy.shipping.ShippingResult;
import org.apache.avro.specific.SpecificRecord;

/// What became of parcels.
public final class ShippingResultCodec extends AvroCodec<ShippingResult> {

  public ShippingResultCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(ShippingResult result) {
    return switch (result) {
      case ShippingResult.ParcelShipped r ->
          new ParcelShipped(r.parcelId(), r.carrier(), r.tracking(), r.attempts());
      case ShippingResult.ParcelDelivered r ->
          new ParcelDelivered(r.parcelId(), r.carrier(), r.tracking());
      case ShippingResult.ParcelRecalled r -> new ParcelRecalled(r.parcelId());
    };
  }

  @Override
  ShippingResult fromAvro(SpecificRecord record) {
    return switch (record) {
      case ParcelShipped r ->
          new ShippingResult.ParcelShipped(
              r.getParcelId(), r.getCarrier(), r.getTracking(), r.getAttempts());
      case ParcelDelivered r ->
          new ShippingResult.ParcelDelivered(r.getParcelId(), r.getCarrier(), r.getTracking());
      case ParcelRecalled r -> new ShippingResult.ParcelRecalled(r.getParcelId());
      default -> throw unexpected(record, "shipping result");
    };
  }
}
