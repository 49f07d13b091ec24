package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.contract.Topics;
import orders.contract.order.event.LineReserved;
import orders.contract.order.event.OrderDelivered;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.SchemaLog;
import orders.local.LocalKafka;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Through a real broker, with Kafka making the serializers from their names.
class ConfluentBrokerTest {

  private static final List<SpecificRecord> SENT =
      List.of(new LineReserved("tea", 3), new OrderDelivered(), new LineReserved("pot", 1));
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static LocalKafka kafka;
  private static SchemaLog registry;
  private static RegistryServer server;

  @BeforeAll
  static void start() throws IOException {
    kafka = LocalKafka.start(directory, 0, 2);
    registry = new SchemaLog(kafka.connection().common());
    server = RegistryServer.start(0, registry);
  }

  @AfterAll
  static void stop() {
    server.close();
    registry.close();
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void what_one_sends_both_receive(Side sender) throws Exception {
    // A partition for each: what the other sent is none of this run's business.
    var partition = new TopicPartition(Topics.ORDERS_EVENTS, sender == Side.OURS ? 0 : 1);
    try (var producer = new KafkaProducer<String, Object>(producing(sender))) {
      for (SpecificRecord record : SENT) {
        producer
            .send(new ProducerRecord<>(partition.topic(), partition.partition(), "k", record))
            .get();
      }
    }
    for (Side reader : Side.values()) {
      assertThat(received(reader, partition)).isEqualTo(SENT);
    }
  }

  private static List<Object> received(Side side, TopicPartition partition) {
    try (var consumer = new KafkaConsumer<String, Object>(consuming(side))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<Object> values = new ArrayList<>();
      long deadline = System.nanoTime() + WAIT_MAX.toNanos();
      while (values.size() < SENT.size() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static Map<String, Object> producing(Side side) {
    Map<String, Object> settings = settings();
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, side.serializerName);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return settings;
  }

  private static Map<String, Object> consuming(Side side) {
    Map<String, Object> settings = settings();
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, side.deserializerName);
    settings.put("specific.avro.reader", "true");
    return settings;
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka.connection().common());
    settings.put("schema.registry.url", server.url().toString());
    settings.put(
        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
    return settings;
  }
}
