package orders.torture.twins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import orders.aggregate.order.OrderCommand;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.CommandGateway;
import orders.engine.OutcomeListener;
import orders.engine.Outgoing;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends one command through a gateway that has no broker.
final class GatewayProbe implements AutoCloseable {

  private static final TopicPartition OUTCOMES = new TopicPartition(Topics.ORDERS_OUTCOMES, 0);
  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));
  private final OutcomeListener outcomes =
      new OutcomeListener(consumer(), OUTCOMES.topic(), codecs.outcomes(), () -> 0);
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private final boolean answered;

  private GatewayProbe() {
    var gateway =
        new CommandGateway<>(
            producer, Topics.ORDERS_COMMANDS, codecs.orderCommands(), "/gateway", outcomes);
    OrderCommand command = new OrderCommand.CancelOrder("");
    this.answered =
        gateway
            .submit(
                new Outgoing<>(
                    "order", new UUID(1, 1), command, OptionalLong.of(1), "f", Optional.of("key")))
            .isDone();
  }

  /// Whether the caller has its answer before there is any outcome.
  static Object answered() {
    try (var probe = new GatewayProbe()) {
      return probe.answered;
    }
  }

  /// Whether the producer finds the partition, as every other writer's does.
  static Object partitionedByKey() {
    try (var probe = new GatewayProbe()) {
      return probe.producer.history().getFirst().partition() == null;
    }
  }

  @Override
  public void close() {
    outcomes.close();
    producer.close();
  }

  private static MockConsumer<String, byte[]> consumer() {
    var consumer = new MockConsumer<String, byte[]>("none");
    consumer.updatePartitions(
        OUTCOMES.topic(), List.of(new PartitionInfo(OUTCOMES.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(OUTCOMES, 0L));
    consumer.updateEndOffsets(Map.of(OUTCOMES, 0L));
    return consumer;
  }
}
