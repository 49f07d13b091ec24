package orders.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Writes what is committed and not archived yet. It goes on where the chains end, so that it may
/// be run as often as one likes, and killed at any moment.
public final class Archive {

  /// Of a file, before compression.
  public static final long FILE_BYTES = 64L * 1024 * 1024;

  private final KafkaConnection connection;
  private final ArchiveFiles files;
  private final long fileBytesMax;

  /// @param fileBytesMax of a file, before compression; a file holds one record at least
  public Archive(KafkaConnection connection, ArchiveFiles files, long fileBytesMax) {
    this.connection = connection;
    this.files = files;
    this.fileBytesMax = fileBytesMax;
  }

  /// One partition, as it is archived now.
  ///
  /// @param added records that were not archived before
  /// @param head SHA-256 of the last file: noted elsewhere, it shows whether files at the end were
  ///     taken away
  public record Part(
      String topic, int partition, int files, long records, long added, String head) {}

  /// @param told of each partition once it is archived
  /// @throws IllegalStateException when the cluster's log is not the one that was archived before
  public void run(Consumer<Part> told) {
    try (var cluster = new ArchiveCluster(connection)) {
      Map<String, ArchiveCluster.Described> topics = cluster.describe(ArchivedTopics.all());
      Map<TopicPartition, Long> ends = ends(cluster, topics);
      Map<TopicPartition, Long> beginnings = cluster.beginnings(ends.keySet());
      for (String topic : ArchivedTopics.all()) {
        ArchiveCluster.Described described = topics.get(topic);
        if (described != null) {
          for (TopicPartition partition : described.all()) {
            told.accept(archive(described, partition, beginnings, ends));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the archive", e);
    }
  }

  /// What a client wants of orders is the root of what happens to stock: the ends of orders come
  /// after those of stock, so that nothing is archived whose root is not. Schemas come last, so
  /// that no event names a later one.
  private static Map<TopicPartition, Long> ends(
      ArchiveCluster cluster, Map<String, ArchiveCluster.Described> topics) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (String topic : ArchivedTopics.all().reversed()) {
      ends.putAll(cluster.ends(Objects.requireNonNull(topics.get(topic)).all()));
    }
    return ends;
  }

  private Part archive(
      ArchiveCluster.Described topic,
      TopicPartition partition,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends)
      throws IOException {
    Chain before =
        Chain.read(files, topic.name(), partition.partition())
            .orElseGet(
                () ->
                    Chain.begin(
                        topic.name(), partition.partition(), topic.partitions(), topic.id(), 0));
    long end = ends.getOrDefault(partition, 0L);
    check(before, topic, beginnings.getOrDefault(partition, 0L), end);
    try (var writer = new ArchiveWriter(files, before, fileBytesMax)) {
      LogReader.<byte[]>read(
          reader(),
          partition,
          OptionalLong.of(before.next()),
          end,
          record -> add(writer, ArchivedRecord.of(record)));
      Chain after = writer.end(end);
      return new Part(
          topic.name(),
          partition.partition(),
          after.links().size(),
          after.records(),
          after.records() - before.records(),
          after.head());
    }
  }

  private static void check(Chain chain, ArchiveCluster.Described topic, long beginning, long end) {
    String where = chain.topic() + "-" + chain.partition();
    if (!chain.topicId().equals(topic.id()) || chain.partitions() != topic.partitions()) {
      throw new IllegalStateException(
          where + " is not the topic that was archived here: choose another place");
    }
    if (chain.next() > end) {
      throw new IllegalStateException(
          where + " ends at " + end + " and was archived up to " + chain.next());
    }
    if (chain.next() < beginning) {
      throw new IllegalStateException(
          where + " begins at " + beginning + ": records from " + chain.next() + " on are gone");
    }
  }

  private static void add(ArchiveWriter writer, ArchivedRecord record) {
    try {
      writer.add(record);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the archive", e);
    }
  }

  private Map<String, Object> reader() {
    Map<String, Object> properties = ClientProperties.bulk(connection, "orders-archive");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}
