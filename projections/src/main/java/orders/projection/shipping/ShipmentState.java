package orders.projection.shipping;

/// `REQUESTED → SHIPPED → DELIVERED → (RETURNED)`; `CANCELLED` before it left, `RECALLED` after.
public enum ShipmentState {
  REQUESTED,
  SHIPPED,
  DELIVERED,
  RETURNED,
  CANCELLED,
  RECALLED
}
