package orders.aggregate.stock;

/// Why a client's command is not carried out.
public record StockRefusal(Code code, String detail) {

  /// Stable words for programs.
  public enum Code {
    INVALID_PRODUCT,
    PRODUCT_EXISTS,
    UNKNOWN_PRODUCT,
    INVALID_QUANTITY,
    NOT_ENOUGH_STOCK
  }
}
