package orders.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.contract.Catalogue;
import orders.engine.Codec;
import orders.engine.EventSource;
import orders.engine.Progress.Mark;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import orders.replay.LogReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// How far services have acted on what they read, as the topics of their stores have it.
final class Marks {

  private static final String CLIENT = "orders-marks";

  /// An aggregate's own, which it decides on and knows by a mark beside its state.
  private static final String COMMANDS = ".commands";

  private final ArchiveCluster cluster;
  private final KafkaConnection connection;

  Marks(ArchiveCluster cluster, KafkaConnection connection) {
    this.cluster = cluster;
    this.connection = connection;
  }

  /// The topics that a service acts on.
  private static List<String> sources(String service) {
    return Catalogue.get().app(service).consumes().stream()
        .filter(topic -> !topic.endsWith(COMMANDS))
        .toList();
  }

  /// Creates the topics that are missing. Kafka Streams has the first member of a group do it, which
  /// is one of an earlier build, and knows none of them, while a new build is rolled out.
  void create(String service) {
    Map<String, ArchiveCluster.Described> sources = cluster.describe(sources(service));
    Set<String> there = cluster.topics();
    sources.forEach(
        (source, topic) -> {
          String marks = EventSource.marks(service, source);
          if (!there.contains(marks)) {
            cluster.create(marks, topic.partitions(), EventSource.SETTINGS);
          }
        });
  }

  /// A partition that ends before where a service has acted in it: it is another one than it was,
  /// and what it holds would be passed over.
  Optional<TopicPartition> beyond(String service, Codec<Mark> codec) {
    for (ArchiveCluster.Described topic : cluster.describe(sources(service)).values()) {
      Map<TopicPartition, TopicPartition> marked = new HashMap<>();
      topic.all().forEach(partition -> marked.put(partition, marks(service, partition)));
      if (cluster.ends(marked.values()).values().stream().allMatch(end -> end == 0)) {
        continue;
      }
      Map<TopicPartition, Long> ends = cluster.ends(topic.all());
      try (var positions = positions()) {
        for (TopicPartition partition : topic.all()) {
          long acted =
              positions
                  .lastRecord(marks(service, partition))
                  .map(ConsumerRecord::value)
                  .map(value -> codec.decode(value).offset())
                  .orElse(0L);
          if (acted > ends.getOrDefault(partition, 0L)) {
            return Optional.of(partition);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Has a service that does not run act on all there is behind these places, and on nothing before
  /// them, whatever it has done so far. It goes behind what is there, so that copies of the store
  /// anywhere come to the same.
  ///
  /// @param places elsewhere a mark stays, unless there is nothing as far as that
  void move(String service, Map<TopicPartition, Long> places, Codec<Mark> codec) {
    Set<String> there = cluster.topics();
    List<String> sources =
        sources(service).stream()
            .filter(source -> there.contains(EventSource.marks(service, source)))
            .toList();
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(connection, CLIENT))) {
      for (ArchiveCluster.Described topic : cluster.describe(sources).values()) {
        Map<TopicPartition, Long> ends = cluster.ends(topic.all());
        for (TopicPartition partition : topic.all()) {
          long end = ends.getOrDefault(partition, 0L);
          TopicPartition marks = marks(service, partition);
          read(marks, codec)
              .forEach(
                  (policy, mark) -> {
                    long place = places.getOrDefault(partition, Math.min(mark.offset(), end));
                    byte[] moved = codec.encode(new Mark(mark.events(), place, mark.at()));
                    var _ =
                        producer.send(
                            new ProducerRecord<>(
                                marks.topic(), marks.partition(), policy, moved));
                  });
        }
      }
      producer.flush();
    }
  }

  /// By the names of policies.
  private Map<String, Mark> read(TopicPartition marks, Codec<Mark> codec) {
    Map<String, Mark> read = new HashMap<>();
    LogReader.read(
        ClientProperties.bulk(connection, CLIENT),
        marks,
        record -> read.put(record.key(), codec.decode(record.value())));
    return read;
  }

  private static TopicPartition marks(String service, TopicPartition source) {
    return new TopicPartition(EventSource.marks(service, source.topic()), source.partition());
  }

  private LogPositions positions() {
    return new LogPositions(
        Admin.create(ClientProperties.admin(connection, CLIENT)),
        new KafkaConsumer<>(ClientProperties.seeker(connection, CLIENT)));
  }
}
