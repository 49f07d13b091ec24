package orders.aggregate.order;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.OrderCommand.PlaceOrder;

/// What an order must be to be placed.
final class PlacingRules {

  private PlacingRules() {}

  /// The first rule that is broken, as a sentence; empty when the order is sound.
  static Optional<String> broken(PlaceOrder place) {
    List<OrderLine> lines = place.lines();
    if (lines.isEmpty() || lines.size() > OrderLimits.LINES_MAX) {
      return Optional.of("an order has 1 to " + OrderLimits.LINES_MAX + " lines");
    }
    Set<String> skus = new HashSet<>();
    long totalMinor = 0;
    for (OrderLine line : lines) {
      if (line.quantity() < 1 || line.quantity() > OrderLimits.QUANTITY_MAX) {
        return Optional.of("a quantity is 1 to " + OrderLimits.QUANTITY_MAX);
      }
      if (line.unitPriceMinor() < 0 || line.unitPriceMinor() > OrderLimits.TOTAL_MINOR_MAX) {
        return Optional.of("a price is 0 to " + OrderLimits.TOTAL_MINOR_MAX + " minor units");
      }
      if (!skus.add(line.sku())) {
        return Optional.of("the SKU " + line.sku() + " stands on two lines");
      }
      totalMinor += line.amountMinor(); // at most 100 × 10^4 × 10^12: fits in 63 bits
      if (totalMinor > OrderLimits.TOTAL_MINOR_MAX) {
        return Optional.of("a total is at most " + OrderLimits.TOTAL_MINOR_MAX + " minor units");
      }
    }
    return Optional.empty();
  }
}
