package orders.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import orders.kafka.BrokerUnreachable;
import orders.kafka.Changelogs;
import orders.kafka.ClientProperties;
import orders.kafka.GroupPlaces;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What an archive asks of the cluster.
final class ArchiveCluster implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;

  ArchiveCluster(KafkaConnection connection) {
    this.admin = Admin.create(ClientProperties.admin(connection, "orders-archive"));
  }

  /// A topic as the cluster has it.
  ///
  /// @param id that no other topic has, not even one of the same name
  record Described(String name, String id, int partitions) {
    List<TopicPartition> all() {
      return IntStream.range(0, partitions)
          .mapToObj(partition -> new TopicPartition(name, partition))
          .toList();
    }
  }

  /// @throws IllegalStateException when one does not exist
  Map<String, Described> describe(Collection<String> topics) {
    Map<String, Described> described = new HashMap<>();
    for (TopicDescription topic : get(admin.describeTopics(topics).allTopicNames()).values()) {
      described.put(
          topic.name(),
          new Described(topic.name(), topic.topicId().toString(), topic.partitions().size()));
    }
    return described;
  }

  /// Where the committed log of each partition ends.
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /// The first offset at or behind a time; absent where there is none.
  Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, long timestampMs) {
    Map<TopicPartition, Long> found = offsets(partitions, OffsetSpec.forTimestamp(timestampMs));
    found.values().removeIf(offset -> offset < 0);
    return found;
  }

  /// Broker time of the earliest record there is; empty when there is none.
  Optional<Instant> first(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.forTimestamp(0)));
    return get(admin.listOffsets(asked).all()).values().stream()
        .filter(info -> info.offset() >= 0)
        .map(info -> Instant.ofEpochMilli(info.timestamp()))
        .min(Comparator.naturalOrder());
  }

  Set<String> topics() {
    return get(admin.listTopics().names());
  }

  /// Creates the topic of a store.
  void create(String topic, int partitions, Map<String, String> settings) {
    new Changelogs(admin).create(topic, partitions, settings);
  }

  GroupPlaces groups() {
    return new GroupPlaces(admin);
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? "a topic is missing: orders topics apply"
              : "the cluster refused: " + e.getCause();
      throw new IllegalStateException(why, e);
    } catch (TimeoutException e) {
      throw new BrokerUnreachable("the cluster does not answer within " + WAIT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
