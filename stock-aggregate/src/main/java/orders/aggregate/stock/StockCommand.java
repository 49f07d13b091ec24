package orders.aggregate.stock;

import java.util.Optional;

/// What may be asked of the stock of one SKU, which is the record's key.
public sealed interface StockCommand {

  /// The order whose reservation the command concerns; empty for the level alone.
  default Optional<String> order() {
    return switch (this) {
      case ListProduct _, ChangePrice _, RenameProduct _, ReceiveStock _, AdjustStock _ ->
          Optional.empty();
      case Reserve reserve -> Optional.of(reserve.orderId);
      case Release release -> Optional.of(release.orderId);
      case Ship ship -> Optional.of(ship.orderId);
      case TakeBack takeBack -> Optional.of(takeBack.orderId);
    };
  }

  /// A product is for sale from now on.
  record ListProduct(String name, long priceMinor, String currency) implements StockCommand {}

  record ChangePrice(long priceMinor) implements StockCommand {}

  record RenameProduct(String name) implements StockCommand {}

  /// Goods arrived.
  ///
  /// @param reference the delivery note; empty when there was none
  record ReceiveStock(int quantity, String reference) implements StockCommand {
    public ReceiveStock(int quantity) {
      this(quantity, "");
    }
  }

  /// A count found more or less than the book said.
  record AdjustStock(int delta, String reason) implements StockCommand {}

  record Reserve(String orderId, int quantity) implements StockCommand {}

  record Release(String orderId) implements StockCommand {}

  record Ship(String orderId) implements StockCommand {}

  record TakeBack(String orderId, int quantity) implements StockCommand {}
}
