package orders.codec;

import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockEvent;
import orders.contract.WireFormat;
import orders.engine.Codec;
import orders.engine.Outcome;
import orders.engine.Progress;
import org.apache.avro.specific.SpecificRecord;

/// The codecs of one process.
public record Codecs(
    Wire wire,
    Codec<OrderCommand> orderCommands,
    Codec<OrderEvent> orderEvents,
    Codec<StockCommand> stockCommands,
    Codec<StockEvent> stockEvents,
    Codec<Outcome> outcomes,
    Codec<Progress.Mark> marks) {

  public static Codecs over(WireFormat format) {
    Wire wire =
        new Wire() {
          @Override
          public byte[] encode(SpecificRecord record) {
            return format.encode(record);
          }

          @Override
          public SpecificRecord decode(byte[] bytes) {
            return format.decode(bytes);
          }
        };
    return new Codecs(
        wire,
        new OrderCommandCodec(wire),
        new OrderEventCodec(wire),
        new StockCommandCodec(wire),
        new StockEventCodec(wire),
        new OutcomeCodec(wire),
        RowCodecs.marks(wire));
  }
}
