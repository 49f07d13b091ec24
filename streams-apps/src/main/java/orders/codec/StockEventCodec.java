package orders.codec;

import java.time.Instant;
import orders.aggregate.stock.StockEvent;
import orders.contract.stock.event.PriceChanged;
import orders.contract.stock.event.ProductListed;
import orders.contract.stock.event.ProductRenamed;
import orders.contract.stock.event.ReservationRefused;
import orders.contract.stock.event.ReservationReleased;
import orders.contract.stock.event.StockAdjusted;
import orders.contract.stock.event.StockReceived;
import orders.contract.stock.event.StockReserved;
import orders.contract.stock.event.StockShipped;
import orders.contract.stock.event.StockTakenBack;
import org.apache.avro.specific.SpecificRecord;

/// Events of stock.
public final class StockEventCodec extends AvroCodec<StockEvent> {

  public StockEventCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(StockEvent event) {
    return switch (event) {
      case StockEvent.ProductListed(String name, long price, String currency) ->
          new ProductListed(name, price, currency);
      case StockEvent.PriceChanged(long price, String currency) ->
          new PriceChanged(price, currency);
      case StockEvent.ProductRenamed(String name) -> new ProductRenamed(name);
      case StockEvent.StockReceived(int quantity, String reference) ->
          new StockReceived(quantity, reference);
      case StockEvent.StockAdjusted(int delta, String reason) -> new StockAdjusted(delta, reason);
      case StockEvent.StockReserved(String orderId, int quantity) ->
          new StockReserved(orderId, quantity);
      case StockEvent.ReservationRefused(String id, int quantity, int available, Instant at) ->
          new ReservationRefused(id, quantity, available, at);
      case StockEvent.ReservationReleased(String orderId, int quantity, Instant at) ->
          new ReservationReleased(orderId, quantity, at);
      case StockEvent.StockShipped(String orderId, int quantity, Instant at) ->
          new StockShipped(orderId, quantity, at);
      case StockEvent.StockTakenBack(String orderId, int quantity) ->
          new StockTakenBack(orderId, quantity);
    };
  }

  @Override
  StockEvent fromAvro(SpecificRecord record) {
    return switch (record) {
      case ProductListed e ->
          new StockEvent.ProductListed(e.getName(), e.getPriceMinor(), e.getCurrency());
      case PriceChanged e -> new StockEvent.PriceChanged(e.getPriceMinor(), e.getCurrency());
      case ProductRenamed e -> new StockEvent.ProductRenamed(e.getName());
      case StockReceived e -> new StockEvent.StockReceived(e.getQuantity(), e.getReference());
      case StockAdjusted e -> new StockEvent.StockAdjusted(e.getDelta(), e.getReason());
      case StockReserved e -> new StockEvent.StockReserved(e.getOrderId(), e.getQuantity());
      case ReservationRefused e ->
          new StockEvent.ReservationRefused(
              e.getOrderId(), e.getQuantity(), e.getAvailable(), e.getAt());
      case ReservationReleased e ->
          new StockEvent.ReservationReleased(e.getOrderId(), e.getQuantity(), e.getAt());
      case StockShipped e ->
          new StockEvent.StockShipped(e.getOrderId(), e.getQuantity(), e.getAt());
      case StockTakenBack e -> new StockEvent.StockTakenBack(e.getOrderId(), e.getQuantity());
      default -> throw unexpected(record, "event of stock");
    };
  }
}
