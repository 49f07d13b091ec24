package orders.policy.notice;

/// Something happened to an order. Sparse: whoever wants to know more follows the link.
///
/// @param type such as `order.placed`
/// @param version the order's version with it
/// @param link where the order is, relative to the API
public record OrderNotice(String orderId, String type, long version, String link) {}
