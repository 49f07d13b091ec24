package orders.projection.shipping;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
import orders.projection.ImpossibleRow;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.RowOrigin;

/// One shipment for each order that was paid.
public final class Shipments implements Projection<OrderEvent, Shipment> {

  @Override
  public String key(Recorded<OrderEvent> event) {
    return event.aggregateId();
  }

  @Override
  public Optional<Shipment> apply(Optional<Shipment> row, Recorded<OrderEvent> event) {
    RowOrigin by = event.origin();
    return switch (event.event()) {
      case PaymentAuthorised paid -> Optional.of(request(row, paid, event));
      case OrderShipped e ->
          change(
              row,
              event,
              shipment ->
                  shipment.taken(
                      ShipmentState.SHIPPED, e.carrier(), e.tracking(), e.attempts(), by));
      case OrderDelivered _ ->
          change(row, event, shipment -> shipment.with(ShipmentState.DELIVERED, by));
      case OrderReturned _ ->
          change(row, event, shipment -> shipment.with(ShipmentState.RETURNED, by));
      case OrderCancelled _ -> row.map(shipment -> shipment.with(ShipmentState.CANCELLED, by));
      case ShipmentOrphaned e ->
          row.map(
              shipment ->
                  shipment.taken(
                      ShipmentState.RECALLED, e.carrier(), e.tracking(), shipment.attempts(), by));
      case OrderPlaced _, LineReserved _, OrderReserved _, OrderRejected _, PaymentOrphaned _ ->
          row;
    };
  }

  @Override
  public Set<Class<? extends OrderEvent>> ignored() {
    return Set.of(
        OrderPlaced.class,
        LineReserved.class,
        OrderReserved.class,
        OrderRejected.class,
        PaymentOrphaned.class);
  }

  private static Shipment request(
      Optional<Shipment> row, PaymentAuthorised paid, Recorded<OrderEvent> event) {
    if (row.isPresent()) {
      throw new ImpossibleRow(row, event);
    }
    List<ShipmentLine> lines =
        paid.lines().stream().map(item -> new ShipmentLine(item.sku(), item.quantity())).toList();
    return new Shipment(
        event.aggregateId(),
        ShipmentState.REQUESTED,
        lines,
        Optional.empty(),
        Optional.empty(),
        0,
        event.at(),
        event.at(),
        event.origin());
  }

  private static Optional<Shipment> change(
      Optional<Shipment> row, Recorded<OrderEvent> event, UnaryOperator<Shipment> change) {
    if (row.isEmpty()) {
      throw new ImpossibleRow(row, event);
    }
    return row.map(change);
  }
}
