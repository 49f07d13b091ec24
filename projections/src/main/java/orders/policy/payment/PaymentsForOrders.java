package orders.policy.payment;

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
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import orders.policy.payment.PaymentRequest.CapturePayment;
import orders.policy.payment.PaymentRequest.RefundPayment;
import orders.policy.payment.PaymentRequest.VoidPayment;
import orders.projection.Recorded;

/// What an order asks of the provider: hold the money once stock is held, take it when the parcel
/// leaves, let go of it when the order ends before, pay it back for what comes back.
public final class PaymentsForOrders implements Policy<OrderEvent, PaymentRequest> {

  /// The payment of an order. There is one: a declined order ends.
  public static String paymentId(String orderId) {
    return Ids.derived(UUID.fromString(orderId), "payment").toString();
  }

  @Override
  public List<Addressed<PaymentRequest>> react(Recorded<OrderEvent> event) {
    return request(event).map(asked -> new Addressed<>(event.aggregateId(), asked)).stream()
        .toList();
  }

  private static Optional<PaymentRequest> request(Recorded<OrderEvent> event) {
    String payment = paymentId(event.aggregateId());
    return switch (event.event()) {
      case OrderReserved e ->
          Optional.of(
              new AuthorisePayment(payment, e.totalMinor(), e.currency(), e.paymentToken()));
      case OrderShipped e ->
          Optional.of(new CapturePayment(e.paymentId(), e.amountMinor(), e.currency()));
      case OrderRejected e -> e.paymentId().map(VoidPayment::new);
      case OrderCancelled e ->
          e.paymentRequested() ? Optional.of(new VoidPayment(payment)) : Optional.empty();
      case PaymentOrphaned e -> Optional.of(new VoidPayment(e.paymentId()));
      case OrderReturned e -> refund(event, e);
      case OrderPlaced _, LineReserved _, PaymentAuthorised _, OrderDelivered _ -> Optional.empty();
      case ShipmentOrphaned _ -> Optional.empty();
    };
  }

  /// Goods that cost nothing are paid back with nothing.
  private static Optional<PaymentRequest> refund(Recorded<OrderEvent> event, OrderReturned e) {
    String id = Ids.derived(UUID.fromString(event.eventId()), "refund").toString();
    return e.refundMinor() == 0
        ? Optional.empty()
        : Optional.of(new RefundPayment(e.paymentId(), id, e.refundMinor(), e.currency()));
  }
}
