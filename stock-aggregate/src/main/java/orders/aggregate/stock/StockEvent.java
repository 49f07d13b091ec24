package orders.aggregate.stock;

import java.time.Instant;
import java.util.Optional;

/// What happened to the stock of one SKU.
public sealed interface StockEvent {

  /// The order whose reservation the event concerns; empty for the level alone.
  default Optional<String> order() {
    return switch (this) {
      case ProductListed _, PriceChanged _, ProductRenamed _, StockReceived _, StockAdjusted _ ->
          Optional.empty();
      case StockReserved reserved -> Optional.of(reserved.orderId);
      case ReservationRefused refused -> Optional.of(refused.orderId);
      case ReservationReleased released -> Optional.of(released.orderId);
      case StockShipped shipped -> Optional.of(shipped.orderId);
      case StockTakenBack takenBack -> Optional.of(takenBack.orderId);
    };
  }

  record ProductListed(String name, long priceMinor, String currency) implements StockEvent {}

  record PriceChanged(long priceMinor, String currency) implements StockEvent {}

  record ProductRenamed(String name) implements StockEvent {}

  /// @param reference the delivery note; empty when there was none
  record StockReceived(int quantity, String reference) implements StockEvent {
    public StockReceived(int quantity) {
      this(quantity, "");
    }
  }

  record StockAdjusted(int delta, String reason) implements StockEvent {}

  record StockReserved(String orderId, int quantity) implements StockEvent {}

  /// @param quantity what was asked for
  record ReservationRefused(String orderId, int quantity, int available, Instant at)
      implements StockEvent {}

  /// @param quantity what became available again; 0 when nothing was held
  record ReservationReleased(String orderId, int quantity, Instant at) implements StockEvent {}

  record StockShipped(String orderId, int quantity, Instant at) implements StockEvent {}

  record StockTakenBack(String orderId, int quantity) implements StockEvent {}
}
