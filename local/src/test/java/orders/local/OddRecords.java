package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import orders.contract.BundledSchemas;
import orders.contract.Topics;
import orders.contract.registry.SchemaLog;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Records of all kinds in the event topics, as they are written and read back.
final class OddRecords {

  private OddRecords() {}

  static int registered(TestCluster cluster) {
    try (var registry = new SchemaLog(cluster.connection().common())) {
      String name = "orders.contract.order.event.OrderPlaced";
      return registry.register(name, BundledSchemas.schema(BundledSchemas.type(name)));
    }
  }

  /// Transactions of ten records, every other one of which is aborted and written again.
  static void write(TestCluster cluster, int schema, int first, int records) {
    Map<String, Object> properties =
        ClientProperties.transactional(cluster.connection(), "test", "test");
    try (var producer = new KafkaProducer<String, byte[]>(properties)) {
      producer.initTransactions();
      for (int from = first; from < first + records; from += 10) {
        if (from % 20 == 0) {
          producer.beginTransaction();
          Future<?> _ = producer.send(record(schema, from));
          producer.abortTransaction();
        }
        producer.beginTransaction();
        for (int i = from; i < Math.min(from + 10, first + records); i++) {
          Future<?> _ = producer.send(record(schema, i));
        }
        producer.commitTransaction();
      }
    }
  }

  /// Keys, values and headers of all kinds: none, empty, twice under a name, any bytes.
  private static ProducerRecord<String, byte[]> record(int schema, int i) {
    String topic = i % 3 == 0 ? Topics.STOCK_EVENTS : Topics.ORDERS_EVENTS;
    byte[] value = new byte[5 + i % 50];
    value[4] = (byte) schema;
    value[value.length - 1] = (byte) (value.length == 5 ? schema : i);
    String key = i % 7 == 0 ? null : "key-" + i;
    var record = new ProducerRecord<>(topic, i % 4, 1_700_000_000_000L + i, key, value);
    record.headers().add("twice", "one".getBytes(UTF_8)).add("twice", new byte[] {(byte) 0xff});
    record.headers().add("none", null).add("empty", new byte[0]);
    return record;
  }

  static long schemas(TestCluster cluster) {
    return read(cluster, new TopicPartition(Topics.SCHEMAS, 0)).size();
  }

  /// Everything but the offsets.
  static List<String> contents(TestCluster cluster) {
    List<String> contents = new ArrayList<>(read(cluster, new TopicPartition(Topics.SCHEMAS, 0)));
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      for (int partition = 0; partition < 4; partition++) {
        contents.addAll(read(cluster, new TopicPartition(topic, partition)));
      }
    }
    return contents;
  }

  private static List<String> read(TestCluster cluster, TopicPartition partition) {
    List<String> records = new ArrayList<>();
    LogReader.<String>read(
        ClientProperties.reader(cluster.connection(), "test"),
        partition,
        OptionalLong.empty(),
        Long.MAX_VALUE,
        record -> records.add(text(record)));
    return records;
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    var text = new StringBuilder(record.topic()).append(record.partition());
    text.append(' ').append(record.timestamp()).append(' ').append(record.key()).append(' ');
    text.append(java.util.Arrays.toString(record.value()));
    for (Header header : record.headers()) {
      text.append(header.key()).append(java.util.Arrays.toString(header.value()));
    }
    return text.toString();
  }
}
