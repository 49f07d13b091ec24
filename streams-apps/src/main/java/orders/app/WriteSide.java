package orders.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockCommand;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.engine.CommandGateway;
import orders.engine.OutcomeListener;
import orders.engine.effect.ResultWriter;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.watch.Pulse;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where commands are handed in, and what follows their outcomes.
final class WriteSide implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriteSide.class);

  private final KafkaConnection kafka;
  private final Codecs codecs;
  private final LongSupplier pauses;
  private final List<OutcomeListener> listeners = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /// @param pauses how often the process stood still
  WriteSide(KafkaConnection kafka, Codecs codecs, LongSupplier pauses) {
    this.kafka = kafka;
    this.codecs = codecs;
    this.pauses = pauses;
  }

  /// Knows its position in the outcomes before it returns.
  Commands start() {
    var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(kafka, "orders-gateway"));
    open.push(producer);
    OutcomeListener orders = listener(Topics.ORDERS_OUTCOMES);
    OutcomeListener stock = listener(Topics.STOCK_OUTCOMES);
    return new Commands(
        new CommandGateway<OrderCommand>(
            producer, Topics.ORDERS_COMMANDS, codecs.orderCommands(), "/gateway", orders),
        new CommandGateway<StockCommand>(
            producer, Topics.STOCK_COMMANDS, codecs.stockCommands(), "/gateway", stock),
        new ResultWriter<>(
            producer, Topics.PAYMENTS_RESULTS, codecs.paymentResults(), "/callbacks"),
        new ResultWriter<>(
            producer, Topics.SHIPPING_RESULTS, codecs.shippingResults(), "/callbacks"));
  }

  /// Whether outcomes reach who waits for them now.
  boolean running() {
    return listeners.stream().allMatch(OutcomeListener::healthy);
  }

  /// Whether they never will again.
  boolean failed() {
    return listeners.stream().anyMatch(OutcomeListener::failed);
  }

  List<Pulse> pulses() {
    return listeners.stream().map(OutcomeListener::pulse).toList();
  }

  private OutcomeListener listener(String topic) {
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.reader(kafka, "outcomes-" + topic));
    var listener =
        new OutcomeListener(new KafkaConsumer<>(properties), topic, codecs.outcomes(), pauses);
    open.push(listener);
    listeners.add(listener);
    return listener;
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("cannot close {}", one, e);
      }
    }
  }
}
