package orders.aggregate.stock;

import java.time.Duration;

/// What a SKU may hold at most.
public final class StockLimits {

  public static final int NAME_CHARS_MAX = 200;
  public static final int REASON_CHARS_MAX = 200;
  public static final int REFERENCE_CHARS_MAX = 64;
  public static final long PRICE_MINOR_MAX = 1_000_000_000_000L;

  /// Pieces in one receipt or adjustment, and pieces of a SKU in all.
  public static final int QUANTITY_MAX = 1_000_000_000;

  /// How long an ended reservation is remembered: longer than a command may stand in its topic
  /// (7 days) and than a parcel is on its way back.
  public static final Duration RESERVATION_MEMORY = Duration.ofDays(30);

  private StockLimits() {}
}
