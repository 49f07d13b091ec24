package orders.local;

import java.util.ArrayList;
import java.util.List;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.common.TopicPartition;

/// What policies and alarms have written.
final class Derived {

  static final List<String> TOPICS =
      List.of(
          Topics.ORDERS_COMMANDS,
          Topics.STOCK_COMMANDS,
          Topics.PAYMENTS_REQUESTS,
          Topics.SHIPPING_JOBS,
          Topics.ORDERS_NOTICES,
          Topics.ORDERS_NOTICES_JSON);

  private final KafkaConnection kafka;
  private final int partitions;

  Derived(KafkaConnection kafka, int partitions) {
    this.kafka = kafka;
    this.partitions = partitions;
  }

  /// The ids of a topic's records, partition by partition.
  List<String> ids(String topic) {
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      LogReader.read(
          ClientProperties.bulk(kafka, "derived"),
          new TopicPartition(topic, partition),
          record -> ids.add(Envelope.text(record.headers(), Envelope.ID).orElseThrow()));
    }
    return ids;
  }

  List<String> addedTo(List<String> before, String topic) {
    List<String> added = ids(topic);
    before.forEach(added::remove);
    return added;
  }
}
