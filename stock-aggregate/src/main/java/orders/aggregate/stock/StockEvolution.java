package orders.aggregate.stock;

import java.util.function.UnaryOperator;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Level.Unlisted;
import orders.aggregate.stock.Reservation.Held;
import orders.aggregate.stock.Reservation.None;
import orders.aggregate.stock.Reservation.Released;
import orders.aggregate.stock.Reservation.Shipped;
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

/// The one function that changes the stock of a SKU, live and when its history is read again.
final class StockEvolution {

  private StockEvolution() {}

  static Stock evolve(Stock stock, StockEvent event) {
    if (!follows(stock, event)) {
      throw new ImpossibleHistory(stock, event);
    }
    Reservation reservation = stock.reservation();
    return switch (event) {
      case ProductListed listed -> new Stock(list(stock, listed), reservation);
      case PriceChanged changed ->
          level(stock, event, level -> level.withPrice(changed.priceMinor()), reservation);
      case ProductRenamed renamed ->
          level(stock, event, level -> level.withName(renamed.name()), reservation);
      case StockReceived received ->
          level(stock, event, level -> level.received(received.quantity()), reservation);
      case StockAdjusted adjusted ->
          level(stock, event, level -> level.adjusted(adjusted.delta()), reservation);
      case StockReserved reserved ->
          level(
              stock,
              event,
              level -> level.held(reserved.quantity()),
              new Held(reserved.quantity()));
      case ReservationRefused refused -> new Stock(stock.level(), new Released(refused.at()));
      case ReservationReleased released ->
          new Stock(
              released.quantity() == 0 ? stock.level() : unheld(stock, released),
              new Released(released.at()));
      case StockShipped shipped ->
          level(
              stock,
              event,
              level -> level.shipped(shipped.quantity()),
              new Shipped(shipped.quantity(), 0, shipped.at()));
      case StockTakenBack takenBack ->
          level(
              stock,
              event,
              level -> level.takenBack(takenBack.quantity()),
              takenBack(stock, takenBack));
    };
  }

  /// Whether the event can have come next. Only what is held is checked: an ended reservation may
  /// have been forgotten when the event was decided, and is known again when history is read.
  private static boolean follows(Stock stock, StockEvent event) {
    int held = stock.reservation() instanceof Held(int quantity) ? quantity : 0;
    int available = stock.level() instanceof Listed listed ? listed.available() : 0;
    return switch (event) {
      case ProductListed _, PriceChanged _, ProductRenamed _, StockReceived _, StockTakenBack _ ->
          true;
      case StockAdjusted adjusted -> available + adjusted.delta() >= 0;
      case StockReserved reserved -> held == 0 && reserved.quantity() <= available;
      case ReservationRefused _ -> held == 0;
      case ReservationReleased released -> released.quantity() == held;
      case StockShipped shipped -> held > 0 && shipped.quantity() == held;
    };
  }

  private static Stock level(
      Stock stock, StockEvent event, UnaryOperator<Listed> change, Reservation reservation) {
    return switch (stock.level()) {
      case Listed listed -> new Stock(change.apply(listed), reservation);
      case Unlisted _ -> throw new ImpossibleHistory(stock, event);
    };
  }

  private static Listed list(Stock stock, ProductListed event) {
    return switch (stock.level()) {
      case Unlisted _ ->
          new Listed(event.name(), event.priceMinor(), event.currency(), 0, 0, 0, 0, 0, 0);
      case Listed _ -> throw new ImpossibleHistory(stock, event);
    };
  }

  private static Level unheld(Stock stock, ReservationReleased event) {
    return switch (stock.level()) {
      case Listed listed -> listed.held(-event.quantity());
      case Unlisted _ -> throw new ImpossibleHistory(stock, event);
    };
  }

  private static Reservation takenBack(Stock stock, StockTakenBack event) {
    return switch (stock.reservation()) {
      case Shipped shipped ->
          new Shipped(shipped.quantity(), shipped.takenBack() + event.quantity(), shipped.at());
      case None none -> none;
      case Held _, Released _ -> throw new ImpossibleHistory(stock, event);
    };
  }
}
