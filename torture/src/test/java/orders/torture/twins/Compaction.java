package orders.torture.twins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/// Somebody sets the log of events to be compacted, while everything runs.
final class Compaction {

  private static final Map<String, String> TOPIC =
      Map.of(
          "cleanup.policy", "compact",
          "segment.ms", "1000",
          "min.cleanable.dirty.ratio", "0.001",
          "min.compaction.lag.ms", "0",
          "max.compaction.lag.ms", "1000");

  /// So that it shows within seconds rather than within days.
  private static final Map<String, String> BROKER = Map.of("log.cleaner.backoff.ms", "500");

  private Compaction() {}

  static void begin(KafkaConnection cluster) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), set(TOPIC));
    }
    changes.put(new ConfigResource(ConfigResource.Type.BROKER, ""), set(BROKER));
    try (Admin admin = Admin.create(ClientProperties.admin(cluster, "careless"))) {
      admin.incrementalAlterConfigs(changes).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the settings cannot be changed", e);
    }
  }

  /// Whether the first event of some partition is gone: others of its key came after it.
  static boolean shows(KafkaConnection cluster) {
    var reader = ClientProperties.reader(cluster, "curious");
    for (int partition = 0; partition < OtherPartitioner.PARTITIONS; partition++) {
      var first = new AtomicLong(-1);
      LogReader.read(
          reader,
          new TopicPartition(Topics.ORDERS_EVENTS, partition),
          record -> first.compareAndSet(-1, record.offset()));
      if (first.get() > 0) {
        return true;
      }
    }
    return false;
  }

  private static Collection<AlterConfigOp> set(Map<String, String> settings) {
    List<AlterConfigOp> changes = new ArrayList<>();
    settings.forEach(
        (name, value) ->
            changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    return changes;
  }
}
