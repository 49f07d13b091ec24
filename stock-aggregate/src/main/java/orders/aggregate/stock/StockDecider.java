package orders.aggregate.stock;

import java.time.Instant;
import java.util.List;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Level.Unlisted;
import orders.aggregate.stock.Reservation.Held;
import orders.aggregate.stock.Reservation.None;
import orders.aggregate.stock.Reservation.Released;
import orders.aggregate.stock.Reservation.Shipped;
import orders.aggregate.stock.StockCommand.AdjustStock;
import orders.aggregate.stock.StockCommand.ChangePrice;
import orders.aggregate.stock.StockCommand.ListProduct;
import orders.aggregate.stock.StockCommand.ReceiveStock;
import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.RenameProduct;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockCommand.Ship;
import orders.aggregate.stock.StockCommand.TakeBack;
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
import orders.aggregate.stock.StockRefusal.Code;

/// The decisions on the stock of one SKU. Commands of policies repeat safely: the reservation knows
/// what was done for its order.
public final class StockDecider {

  private StockDecider() {}

  public static Stock initial() {
    return new Stock(new Unlisted(), new None());
  }

  /// @param at broker time of the command
  public static StockDecision decide(Stock stock, StockCommand command, Instant at) {
    return switch (command) {
      case ListProduct list -> list(stock.level(), list);
      case ChangePrice(long priceMinor) -> changePrice(stock.level(), priceMinor);
      case RenameProduct(String name) -> rename(stock.level(), name);
      case ReceiveStock receive -> receive(stock.level(), receive);
      case AdjustStock adjust -> adjust(stock.level(), adjust);
      case Reserve(String orderId, int quantity) -> reserve(stock, orderId, quantity, at);
      case Release(String orderId) -> release(stock.reservation(), orderId, at);
      case Ship(String orderId) -> ship(stock.reservation(), orderId, at);
      case TakeBack(String orderId, int quantity) -> takeBack(stock, orderId, quantity, at);
    };
  }

  public static Stock evolve(Stock stock, StockEvent event) {
    return StockEvolution.evolve(stock, event);
  }

  /// Whether a reservation has ended long enough ago to be forgotten.
  public static boolean forgettable(Reservation reservation, Instant now) {
    return switch (reservation) {
      case None _ -> true;
      case Held _ -> false;
      case Released(Instant at) -> at.plus(StockLimits.RESERVATION_MEMORY).isBefore(now);
      case Shipped shipped -> shipped.at().plus(StockLimits.RESERVATION_MEMORY).isBefore(now);
    };
  }

  private static StockDecision list(Level level, ListProduct list) {
    return switch (level) {
      case Listed _ -> refuse(Code.PRODUCT_EXISTS, "the product is listed already");
      case Unlisted _ ->
          validPrice(list.priceMinor())
              ? accept(new ProductListed(list.name(), list.priceMinor(), list.currency()))
              : refuse(Code.INVALID_PRODUCT, "a price is 0 to 10^12 minor units");
    };
  }

  private static StockDecision changePrice(Level level, long priceMinor) {
    return switch (level) {
      case Unlisted _ -> unlisted();
      case Listed listed when listed.priceMinor() == priceMinor -> known();
      case Listed listed ->
          validPrice(priceMinor)
              ? accept(new PriceChanged(priceMinor, listed.currency()))
              : refuse(Code.INVALID_PRODUCT, "a price is 0 to 10^12 minor units");
    };
  }

  private static StockDecision rename(Level level, String name) {
    return switch (level) {
      case Unlisted _ -> unlisted();
      case Listed listed when listed.name().equals(name) -> known();
      case Listed _ -> accept(new ProductRenamed(name));
    };
  }

  private static StockDecision receive(Level level, ReceiveStock receive) {
    int quantity = receive.quantity();
    return switch (level) {
      case Unlisted _ -> unlisted();
      case Listed listed ->
          quantity >= 1 && quantity <= room(listed)
              ? accept(new StockReceived(quantity, receive.reference()))
              : refuse(Code.INVALID_QUANTITY, "a receipt is at least 1 and keeps stock below 10^9");
    };
  }

  private static StockDecision adjust(Level level, AdjustStock adjust) {
    int delta = adjust.delta();
    return switch (level) {
      case Unlisted _ -> unlisted();
      case Listed listed when delta == 0 || delta > room(listed) ->
          refuse(Code.INVALID_QUANTITY, "an adjustment is not 0 and keeps stock below 10^9");
      case Listed listed when listed.available() + delta < 0 ->
          refuse(Code.NOT_ENOUGH_STOCK, "only " + listed.available() + " are available");
      case Listed _ -> accept(new StockAdjusted(delta, adjust.reason()));
    };
  }

  private static StockDecision reserve(Stock stock, String orderId, int quantity, Instant at) {
    if (quantity < 1) {
      return new StockDecision.Impossible("Reserve of nothing");
    }
    return switch (stock.reservation()) {
      case Held _, Shipped _ -> known();
      case Released _ -> accept(new ReservationRefused(orderId, quantity, 0, at));
      case None _ ->
          switch (stock.level()) {
            case Unlisted _ -> accept(new ReservationRefused(orderId, quantity, 0, at));
            case Listed listed ->
                listed.available() >= quantity
                    ? accept(new StockReserved(orderId, quantity))
                    : accept(new ReservationRefused(orderId, quantity, listed.available(), at));
          };
    };
  }

  /// A release that comes before its reserve is remembered, and the reserve then refused.
  private static StockDecision release(Reservation reservation, String orderId, Instant at) {
    return switch (reservation) {
      case None _ -> accept(new ReservationReleased(orderId, 0, at));
      case Held(int quantity) -> accept(new ReservationReleased(orderId, quantity, at));
      case Released _ -> known();
      case Shipped _ -> new StockDecision.Impossible("Release of what was shipped");
    };
  }

  private static StockDecision ship(Reservation reservation, String orderId, Instant at) {
    return switch (reservation) {
      case Held(int quantity) -> accept(new StockShipped(orderId, quantity, at));
      case Shipped _ -> known();
      case None _, Released _ -> new StockDecision.Impossible("Ship of what is not held");
    };
  }

  /// An order is returned once, so that what came back before is the same return again. What comes
  /// back was sent out, also when nobody has said so yet.
  private static StockDecision takeBack(Stock stock, String orderId, int quantity, Instant at) {
    if (quantity < 1) {
      return new StockDecision.Impossible("TakeBack of nothing");
    }
    if (stock.level() instanceof Unlisted) {
      return new StockDecision.Impossible("TakeBack of what is not listed");
    }
    return switch (stock.reservation()) {
      case Shipped shipped when shipped.takenBack() > 0 -> known();
      case Shipped shipped ->
          quantity <= shipped.quantity()
              ? accept(new StockTakenBack(orderId, quantity))
              : new StockDecision.Impossible("TakeBack of more than was shipped");
      case Held(int held) ->
          quantity <= held
              ? accept(new StockShipped(orderId, held, at), new StockTakenBack(orderId, quantity))
              : new StockDecision.Impossible("TakeBack of more than was held");
      case None _ -> accept(new StockTakenBack(orderId, quantity)); // forgotten long ago
      case Released _ -> new StockDecision.Impossible("TakeBack of what was not shipped");
    };
  }

  /// How many pieces more there may be. Held ones count: they may come back on the shelf.
  private static int room(Listed listed) {
    return Math.max(0, StockLimits.QUANTITY_MAX - listed.available() - listed.reserved());
  }

  private static boolean validPrice(long priceMinor) {
    return priceMinor >= 0 && priceMinor <= StockLimits.PRICE_MINOR_MAX;
  }

  private static StockDecision accept(StockEvent... events) {
    return new StockDecision.Accepted(List.of(events));
  }

  private static StockDecision known() {
    return new StockDecision.Accepted(List.of());
  }

  private static StockDecision unlisted() {
    return refuse(Code.UNKNOWN_PRODUCT, "there is no such product");
  }

  private static StockDecision refuse(Code code, String detail) {
    return new StockDecision.Refused(new StockRefusal(code, detail));
  }
}
