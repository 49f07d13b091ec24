package orders.codec;

import java.util.Optional;
import orders.aggregate.order.Item;
import orders.contract.shipping.job.Contact;
import orders.contract.shipping.job.RecallParcel;
import orders.contract.shipping.job.ShipParcel;
import orders.policy.shipping.ShippingJob;
import org.apache.avro.specific.SpecificRecord;

/// What the carrier is asked to do.
public final class ShippingJobCodec extends AvroCodec<ShippingJob> {

  public ShippingJobCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(ShippingJob job) {
    return switch (job) {
      case ShippingJob.ShipParcel j ->
          new ShipParcel(
              j.parcelId(),
              j.contact().map(c -> new Contact(c.name(), c.email(), c.address())).orElse(null),
              Each.of(
                  j.lines(), i -> new orders.contract.shipping.job.Item(i.sku(), i.quantity())));
      case ShippingJob.RecallParcel j -> new RecallParcel(j.parcelId(), j.carrier(), j.tracking());
    };
  }

  @Override
  ShippingJob fromAvro(SpecificRecord record) {
    return switch (record) {
      case ShipParcel j ->
          new ShippingJob.ShipParcel(
              j.getParcelId(),
              Optional.ofNullable(j.getContact())
                  .map(
                      c ->
                          new orders.aggregate.order.Contact(
                              c.getName(), c.getEmail(), c.getAddress())),
              Each.of(j.getLines(), i -> new Item(i.getSku(), i.getQuantity())));
      case RecallParcel j ->
          new ShippingJob.RecallParcel(j.getParcelId(), j.getCarrier(), j.getTracking());
      default -> throw unexpected(record, "shipping job");
    };
  }
}
