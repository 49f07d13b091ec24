package orders.projection.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orders.aggregate.stock.StockEvent;
import orders.aggregate.stock.StockEvent.PriceChanged;
import orders.aggregate.stock.StockEvent.ProductListed;
import orders.aggregate.stock.StockEvent.ProductRenamed;
import orders.aggregate.stock.StockEvent.ReservationRefused;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockAdjusted;
import orders.aggregate.stock.StockEvent.StockReceived;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.aggregate.stock.StockEvent.StockShipped;
import orders.aggregate.stock.StockEvent.StockTakenBack;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// The ordered list of what changed a SKU's stock, keyed `sku|0000000007`.
public final class Movements implements Rollup<StockLevel, Movement> {

  /// The key of one movement; keys of a SKU sort by version.
  public static String key(String sku, long version) {
    return String.format(Locale.ROOT, "%s|%010d", sku, version);
  }

  @Override
  public List<String> keys(Optional<StockLevel> before, StockLevel after, Recorded<?> cause) {
    return moves((StockEvent) cause.event())
        ? List.of(key(after.sku(), cause.version()))
        : List.of();
  }

  @Override
  public Movement apply(
      Optional<Movement> row,
      String key,
      Optional<StockLevel> before,
      StockLevel after,
      Recorded<?> cause) {
    StockEvent event = (StockEvent) cause.event();
    return new Movement(
        after.sku(),
        cause.version(),
        event.getClass().getSimpleName(),
        after.available() - before.map(StockLevel::available).orElse(0),
        after.available(),
        event.order(),
        reason(event),
        cause.at(),
        cause.origin());
  }

  /// A movement belongs to one SKU and so to one partition: there is nothing to add up.
  @Override
  public Movement merge(Movement left, Movement right) {
    return left.origin().latest(right.origin()).equals(left.origin()) ? left : right;
  }

  private static String reason(StockEvent event) {
    return switch (event) {
      case StockAdjusted adjusted -> adjusted.reason();
      case StockReceived received -> received.reference();
      case ProductListed _,
          PriceChanged _,
          ProductRenamed _,
          StockReserved _,
          ReservationRefused _,
          ReservationReleased _,
          StockShipped _,
          StockTakenBack _ ->
          "";
    };
  }

  private static boolean moves(StockEvent event) {
    return switch (event) {
      case ProductListed _, PriceChanged _, ProductRenamed _ -> false;
      case StockReceived _,
          StockAdjusted _,
          StockReserved _,
          ReservationRefused _,
          ReservationReleased _,
          StockShipped _,
          StockTakenBack _ ->
          true;
    };
  }
}
