package orders.aggregate.order;

/// One line of an order.
///
/// @param quantity pieces, 1 to 9,999
/// @param unitPriceMinor price of one piece in minor units of the order's currency
public record OrderLine(String sku, int quantity, long unitPriceMinor) {

  public long amountMinor() {
    return quantity * unitPriceMinor;
  }

  Item item() {
    return new Item(sku, quantity);
  }
}
