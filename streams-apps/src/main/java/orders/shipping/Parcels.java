package orders.shipping;

import orders.engine.effect.Effect;
import orders.engine.effect.Reply;
import orders.engine.effect.Task;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingJob.RecallParcel;
import orders.policy.shipping.ShippingJob.ShipParcel;
import orders.policy.shipping.ShippingResult;
import orders.policy.shipping.ShippingResult.ParcelRecalled;
import orders.policy.shipping.ShippingResult.ParcelShipped;
import orders.shipping.Carrier.Parcel;
import orders.shipping.Carrier.Status;

/// Has the carrier do what orders ask for.
public final class Parcels implements Effect<ShippingJob, ShippingResult> {

  private final Carrier carrier;

  public Parcels(Carrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public Reply<ShippingResult> perform(Task<ShippingJob> task) {
    return switch (task.request()) {
      case ShipParcel job when job.contact().isEmpty() ->
          new Reply.Refused<>("the order does not say whom its parcel goes to");
      case ShipParcel job ->
          carrier
              .ship(task.subject(), job.parcelId(), job.contact().orElseThrow(), job.lines())
              .then(parcel -> shipped(parcel, task.attempt()));
      case RecallParcel job ->
          carrier.recall(task.subject(), job.parcelId()).then(Parcels::recalled);
    };
  }

  @Override
  public Reply<ShippingResult> find(Task<ShippingJob> task) {
    Reply<Parcel> found = carrier.find(task.request().parcelId());
    return switch (task.request()) {
      case ShipParcel _ -> found.then(parcel -> shipped(parcel, task.attempt()));
      case RecallParcel _ ->
          found.then(
              parcel ->
                  parcel.status() == Status.SHIPPED ? new Reply.Absent<>() : recalled(parcel));
    };
  }

  private static Reply<ShippingResult> shipped(Parcel parcel, int attempts) {
    return new Reply.Settled<>(
        switch (parcel.status()) {
          case SHIPPED, DELIVERED ->
              new ParcelShipped(parcel.id(), parcel.carrier(), parcel.tracking(), attempts);
          case RECALLED -> new ParcelRecalled(parcel.id());
        });
  }

  private static Reply<ShippingResult> recalled(Parcel parcel) {
    return parcel.status() == Status.RECALLED
        ? new Reply.Settled<>(new ParcelRecalled(parcel.id()))
        : new Reply.Refused<>("the parcel is " + parcel.status());
  }
}
