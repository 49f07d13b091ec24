package orders.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import orders.kafka.AdminAnswer;
import orders.kafka.Changelogs;
import orders.kafka.ClientProperties;
import orders.kafka.GroupPlaces;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What a replay asks of the cluster.
final class ReplayKafka implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final KafkaConnection connection;
  private final Admin admin;
  private final LogPositions positions;
  private final int partitions;

  ReplayKafka(KafkaConnection connection, int partitions) {
    this.connection = connection;
    this.partitions = partitions;
    this.admin = Admin.create(ClientProperties.admin(connection, "orders-replay"));
    this.positions =
        new LogPositions(
            Admin.create(ClientProperties.admin(connection, "orders-replay-positions")),
            new KafkaConsumer<>(ClientProperties.seeker(connection, "orders-replay-positions")));
  }

  int partitions() {
    return partitions;
  }

  Map<String, Object> reader() {
    return ClientProperties.bulk(connection, "orders-replay");
  }

  /// @param id of the one producer that may write under it
  Map<String, Object> transactional(String id) {
    return ClientProperties.transactional(connection, "orders-replay", id);
  }

  /// Writes many rows in one transaction.
  ///
  /// @param id of the one producer that may write under it
  Map<String, Object> rows(String id) {
    return ClientProperties.rows(connection, "orders-replay", id);
  }

  /// Where the committed log of a topic ends, by partition.
  Map<TopicPartition, Long> ends(String topic) {
    return ends(
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList());
  }

  /// Behind the last committed record of each partition. The log may end further on, with markers
  /// of transactions that no group commits an offset for.
  Map<TopicPartition, Long> lastRecords(String topic) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      var partition = new TopicPartition(topic, p);
      ends.put(partition, positions.afterLastRecord(partition));
    }
    return ends;
  }

  /// Whether a group has come as far as each of these ends.
  boolean reached(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> committed = positions.committed(group, ends.keySet());
    return ends.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /// Whether anybody is a member of a group.
  boolean inUse(String group) {
    return inUse(List.of(group));
  }

  /// @throws IllegalStateException when anybody is a member of a group
  void refuseInUse(String group) {
    new GroupPlaces(admin).refuseInUse(List.of(group));
  }

  /// Whether anybody is a member of one of these groups. All are asked about at once.
  boolean inUse(Collection<String> groups) {
    return new GroupPlaces(admin).inUse(groups);
  }

  /// Where the committed logs of some partitions end.
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return positions.stable(partitions);
  }

  /// Where a partition's committed log ends.
  long end(TopicPartition partition) {
    return ends(List.of(partition)).getOrDefault(partition, 0L);
  }

  Optional<ConsumerRecord<String, byte[]>> lastRecord(TopicPartition partition) {
    return positions.lastRecord(partition);
  }

  /// How far a group has committed in these topics; absent where it has not.
  Map<TopicPartition, Long> committed(String group, Collection<String> topics) {
    return positions.committed(
        group,
        topics.stream()
            .flatMap(
                topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
            .toList());
  }

  /// Has a group that nobody is in go on from other offsets.
  void move(String group, Map<TopicPartition, Long> to) {
    new GroupPlaces(admin).move(group, to);
  }

  /// Creates a store's topic as Kafka Streams would, where it is missing.
  void createChangelog(String topic) {
    if (!topics().contains(topic)) {
      new Changelogs(admin).create(topic, partitions, Map.of());
    }
  }

  Set<String> topics() {
    return get(admin.listTopics().names());
  }

  /// Deletes topics and groups, where they are.
  void delete(Collection<String> topics, Collection<String> groups) {
    Set<String> there = topics();
    admin
        .deleteTopics(topics.stream().filter(there::contains).toList())
        .topicNameValues()
        .values()
        .forEach(deletion -> ignoring(UnknownTopicOrPartitionException.class, deletion));
    Map<String, KafkaFuture<Void>> deleted =
        new HashMap<>(admin.deleteConsumerGroups(groups).deletedGroups());
    deleted.values().forEach(deletion -> ignoring(GroupIdNotFoundException.class, deletion));
  }

  @Override
  public void close() {
    positions.close();
    admin.close(Duration.ofSeconds(2));
  }

  private static void ignoring(Class<? extends Throwable> gone, KafkaFuture<Void> deletion) {
    try {
      get(deletion);
    } catch (IllegalStateException e) {
      if (!AdminAnswer.refused(e, gone)) {
        throw e;
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }
}
