package orders.projection.inventory;

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
import orders.projection.ImpossibleRow;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.RowOrigin;

/// One level for each SKU; every event of the SKU changes it, if only its version.
public final class StockLevels implements Projection<StockEvent, StockLevel> {

  @Override
  public String key(Recorded<StockEvent> event) {
    return event.aggregateId();
  }

  @Override
  public Optional<StockLevel> apply(Optional<StockLevel> row, Recorded<StockEvent> event) {
    if (row.map(level -> level.origin().version()).orElse(0L) + 1 != event.version()) {
      throw new ImpossibleRow(row, event);
    }
    StockLevel level =
        row.orElseGet(
            () -> new StockLevel(event.aggregateId(), "", 0, "", 0, 0, 0, 0, 0, 0, event.origin()));
    RowOrigin origin = event.origin();
    return Optional.of(
        switch (event.event()) {
          case ProductListed(String name, long price, String currency) ->
              listed(level, name, price, currency, origin);
          case PriceChanged(long price, String currency) ->
              listed(level, level.name(), price, currency, origin);
          case ProductRenamed(String name) ->
              listed(level, name, level.priceMinor(), level.currency(), origin);
          case StockReceived(int q, String _) -> moved(level, q, 0, 0, q, 0, 0, origin);
          case StockAdjusted(int delta, String _) -> moved(level, delta, 0, 0, 0, delta, 0, origin);
          case StockReserved reserved ->
              moved(level, -reserved.quantity(), reserved.quantity(), 0, 0, 0, 0, origin);
          case ReservationRefused _ -> moved(level, 0, 0, 0, 0, 0, 0, origin);
          case ReservationReleased released ->
              moved(level, released.quantity(), -released.quantity(), 0, 0, 0, 0, origin);
          case StockShipped shipped ->
              moved(level, 0, -shipped.quantity(), shipped.quantity(), 0, 0, 0, origin);
          case StockTakenBack back ->
              moved(level, back.quantity(), 0, 0, 0, 0, back.quantity(), origin);
        });
  }

  private static StockLevel listed(
      StockLevel level, String name, long priceMinor, String currency, RowOrigin origin) {
    return new StockLevel(
        level.sku(),
        name,
        priceMinor,
        currency,
        level.available(),
        level.reserved(),
        level.shipped(),
        level.received(),
        level.adjusted(),
        level.takenBack(),
        origin);
  }

  private static StockLevel moved(
      StockLevel level,
      int available,
      int reserved,
      int shipped,
      int received,
      int adjusted,
      int takenBack,
      RowOrigin origin) {
    return new StockLevel(
        level.sku(),
        level.name(),
        level.priceMinor(),
        level.currency(),
        level.available() + available,
        level.reserved() + reserved,
        level.shipped() + shipped,
        level.received() + received,
        level.adjusted() + adjusted,
        level.takenBack() + takenBack,
        origin);
  }
}
