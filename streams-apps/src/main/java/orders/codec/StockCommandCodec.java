package orders.codec;

import orders.aggregate.stock.StockCommand;
import orders.contract.stock.command.AdjustStock;
import orders.contract.stock.command.ChangePrice;
import orders.contract.stock.command.ListProduct;
import orders.contract.stock.command.ReceiveStock;
import orders.contract.stock.command.Release;
import orders.contract.stock.command.RenameProduct;
import orders.contract.stock.command.Reserve;
import orders.contract.stock.command.Ship;
import orders.contract.stock.command.TakeBack;
import org.apache.avro.specific.SpecificRecord;

/// Commands to stock.
public final class StockCommandCodec extends AvroCodec<StockCommand> {

  public StockCommandCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(StockCommand command) {
    return switch (command) {
      case StockCommand.ListProduct(String name, long price, String currency) ->
          new ListProduct(name, price, currency);
      case StockCommand.ChangePrice(long price) -> new ChangePrice(price);
      case StockCommand.RenameProduct(String name) -> new RenameProduct(name);
      case StockCommand.ReceiveStock(int quantity, String reference) ->
          new ReceiveStock(quantity, reference);
      case StockCommand.AdjustStock(int delta, String reason) -> new AdjustStock(delta, reason);
      case StockCommand.Reserve(String orderId, int quantity) -> new Reserve(orderId, quantity);
      case StockCommand.Release(String orderId) -> new Release(orderId);
      case StockCommand.Ship(String orderId) -> new Ship(orderId);
      case StockCommand.TakeBack(String orderId, int quantity) -> new TakeBack(orderId, quantity);
    };
  }

  @Override
  StockCommand fromAvro(SpecificRecord record) {
    return switch (record) {
      case ListProduct c ->
          new StockCommand.ListProduct(c.getName(), c.getPriceMinor(), c.getCurrency());
      case ChangePrice c -> new StockCommand.ChangePrice(c.getPriceMinor());
      case RenameProduct c -> new StockCommand.RenameProduct(c.getName());
      case ReceiveStock c -> new StockCommand.ReceiveStock(c.getQuantity(), c.getReference());
      case AdjustStock c -> new StockCommand.AdjustStock(c.getDelta(), c.getReason());
      case Reserve c -> new StockCommand.Reserve(c.getOrderId(), c.getQuantity());
      case Release c -> new StockCommand.Release(c.getOrderId());
      case Ship c -> new StockCommand.Ship(c.getOrderId());
      case TakeBack c -> new StockCommand.TakeBack(c.getOrderId(), c.getQuantity());
      default -> throw unexpected(record, "command to stock");
    };
  }
}
