package orders.aggregate.order;

/// What an order may hold at most.
public final class OrderLimits {

  public static final int LINES_MAX = 100;
  public static final int QUANTITY_MAX = 9_999;

  /// Ten billion in a currency of two decimals.
  public static final long TOTAL_MINOR_MAX = 1_000_000_000_000L;

  public static final int CANCEL_REASON_CHARS_MAX = 200;

  private OrderLimits() {}
}
