package orders.projection.orders;

/// The life stages of an order.
public enum OrderStatus {
  PLACED,
  RESERVED,
  PAID,
  SHIPPED,
  DELIVERED,
  REJECTED,
  CANCELLED,
  RETURNED
}
