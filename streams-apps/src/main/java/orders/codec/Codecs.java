package orders.codec;

import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockEvent;
import orders.contract.WireFormat;
import orders.engine.Alarm;
import orders.engine.Codec;
import orders.engine.Outcome;
import orders.engine.Progress;
import orders.policy.notice.OrderNotice;
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentResult;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;
import org.apache.avro.specific.SpecificRecord;

/// The codecs of one process.
public record Codecs(
    Wire wire,
    Codec<OrderCommand> orderCommands,
    Codec<OrderEvent> orderEvents,
    Codec<StockCommand> stockCommands,
    Codec<StockEvent> stockEvents,
    Codec<PaymentRequest> paymentRequests,
    Codec<PaymentResult> paymentResults,
    Codec<ShippingJob> shippingJobs,
    Codec<ShippingResult> shippingResults,
    Codec<OrderNotice> notices,
    Codec<Outcome> outcomes,
    Codec<Alarm> alarms,
    Codec<Progress.Mark> marks) {

  /// The codecs over our own reading and writing of Avro.
  public static Codecs over(WireFormat format) {
    return over(
        new Wire() {
          @Override
          public byte[] encode(SpecificRecord record) {
            return format.encode(record);
          }

          @Override
          public SpecificRecord decode(byte[] bytes) {
            return format.decode(bytes);
          }

          @Override
          public String type(byte[] bytes) {
            return format.type(bytes);
          }
        });
  }

  /// The codecs over whatever reads and writes Avro.
  public static Codecs over(Wire wire) {
    return new Codecs(
        wire,
        new OrderCommandCodec(wire),
        new OrderEventCodec(wire),
        new StockCommandCodec(wire),
        new StockEventCodec(wire),
        new PaymentRequestCodec(wire),
        new PaymentResultCodec(wire),
        new ShippingJobCodec(wire),
        new ShippingResultCodec(wire),
        notices(wire),
        new OutcomeCodec(wire),
        alarms(wire),
        RowCodecs.marks(wire));
  }

  private static Codec<OrderNotice> notices(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.notice.OrderNotice.class,
        "notice",
        n -> new orders.contract.notice.OrderNotice(n.orderId(), n.type(), n.version(), n.link()),
        n -> new OrderNotice(n.getOrderId(), n.getType(), n.getVersion(), n.getLink()));
  }

  private static Codec<Alarm> alarms(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.state.Alarm.class,
        "alarm",
        a -> new orders.contract.state.Alarm(a.dueAt(), a.eventId()),
        a -> new Alarm(a.getDueAt(), a.getEventId()));
  }
}
