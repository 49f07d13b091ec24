package orders.policy.shipping;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.policy.Addressed;
import orders.policy.Ids;
import orders.policy.Policy;
import orders.policy.shipping.ShippingJob.RecallParcel;
import orders.policy.shipping.ShippingJob.ShipParcel;
import orders.projection.Recorded;

/// What an order asks of the carrier: take its parcel once it is paid, and bring it back when the
/// order ended meanwhile.
public final class ShippingForOrders implements Policy<OrderEvent, ShippingJob> {

  /// The parcel of an order. There is one.
  public static String parcelId(String orderId) {
    return Ids.derived(UUID.fromString(orderId), "parcel").toString();
  }

  @Override
  public List<Addressed<ShippingJob>> react(Recorded<OrderEvent> event) {
    return job(event).map(job -> new Addressed<>(event.aggregateId(), job)).stream().toList();
  }

  private static Optional<ShippingJob> job(Recorded<OrderEvent> event) {
    return switch (event.event()) {
      case PaymentAuthorised e ->
          Optional.of(new ShipParcel(parcelId(event.aggregateId()), e.contact(), e.lines()));
      case ShipmentOrphaned e ->
          Optional.of(new RecallParcel(parcelId(event.aggregateId()), e.carrier(), e.tracking()));
      case OrderPlaced _, LineReserved _, OrderReserved _, OrderRejected _, OrderCancelled _ ->
          Optional.empty();
      case PaymentOrphaned _, OrderShipped _, OrderDelivered _, OrderReturned _ -> Optional.empty();
    };
  }
}
