package orders.projection.orders;

/// One line of an order.
///
/// @param reserved whether stock has held it
public record SummaryLine(String sku, int quantity, long unitPriceMinor, boolean reserved) {}
