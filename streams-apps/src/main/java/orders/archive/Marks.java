package orders.archive;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.contract.Catalogue;
import orders.engine.Codec;
import orders.engine.EventSource;
import orders.engine.Progress.Mark;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import orders.kafka.StartupGuard;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far services have acted on what they read, as the topics of their stores have it.
final class Marks {

  private static final Logger LOG = LoggerFactory.getLogger(Marks.class);
  static final String CLIENT = "orders-marks";
  static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ArchiveCluster cluster;
  private final KafkaConnection connection;
  private final MarkWriter writer;

  Marks(ArchiveCluster cluster, KafkaConnection connection) {
    this.cluster = cluster;
    this.connection = connection;
    this.writer = new MarkWriter(cluster, connection);
  }

  /// The topics that a service acts on. Commands are an aggregate's own, which it decides on and
  /// knows by a mark beside its state.
  private static List<String> sources(String service) {
    return Catalogue.get().app(service).consumes().stream()
        .filter(topic -> !topic.endsWith(Actors.COMMANDS))
        .toList();
  }

  /// Creates the topics that are missing. Kafka Streams has the group's leader do it, and while a
  /// new build is rolled out that is one of the last build, which knows none of them.
  ///
  /// @throws StartupGuard.Refused when the service may not
  void create(String service) {
    Map<String, ArchiveCluster.Described> sources = cluster.describe(sources(service));
    Set<String> there = cluster.topics();
    sources.forEach(
        (source, topic) -> {
          String marks = EventSource.marks(service, source);
          if (!there.contains(marks)) {
            create(service, marks, topic.partitions());
          }
        });
  }

  private void create(String service, String marks, int partitions) {
    try {
      cluster.create(marks, partitions, EventSource.SETTINGS);
    } catch (IllegalStateException e) {
      if (AdminAnswer.refused(e, TopicAuthorizationException.class)) {
        throw new StartupGuard.Refused(
            "%s may not create %s: orders acls apply, or its IAM policy, of this build"
                .formatted(service, marks));
      }
      throw e;
    }
  }

  /// A partition that ends before where a service has acted in it is another one than it was, and
  /// what it holds would be passed over. Where it goes on among events is for an operator to say;
  /// elsewhere it acts on all there is.
  ///
  /// @throws StartupGuard.Refused naming the partition, and what to do
  void guard(String service, Codec<Mark> codec) {
    for (TopicPartition partition : beyond(service, codec)) {
      if (ArchivedTopics.events().contains(partition.topic())) {
        throw new StartupGuard.Refused(
            "%s is not the one that %s has acted on: say where it goes on with orders group %s"
                    .formatted(partition, service, service)
                + Actors.PLACES);
      }
      LOG.warn("{} is not the one that {} has acted on: it acts on all of it", partition, service);
      writer.mark(service, Map.of(partition, 0L), codec);
    }
  }

  private Set<TopicPartition> beyond(String service, Codec<Mark> codec) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (true) {
      Map<TopicPartition, Long> acted = acted(service, codec);
      // Asked later than the marks, which others may move meanwhile.
      Map<TopicPartition, Long> ends = ends(acted.keySet());
      acted.entrySet().removeIf(one -> one.getValue() <= ends.getOrDefault(one.getKey(), 0L));
      if (acted.isEmpty() || System.nanoTime() > deadline) {
        return acted.keySet();
      }
      // A new leader does not know at once how far its followers have come, and what was moved just
      // now is seen a little later.
      pause();
    }
  }

  /// How far a service has acted, where it has: the last mark is the furthest of a partition's.
  private Map<TopicPartition, Long> acted(String service, Codec<Mark> codec) {
    Map<TopicPartition, Long> acted = new HashMap<>();
    Map<TopicPartition, TopicPartition> sources = new HashMap<>();
    cluster
        .describe(sources(service))
        .values()
        .forEach(topic -> topic.all().forEach(one -> sources.put(marks(service, one), one)));
    if (ends(sources.keySet()).values().stream().anyMatch(end -> end > 0)) {
      try (var positions = positions()) {
        sources.forEach(
            (marks, source) ->
                positions
                    .lastRecord(marks)
                    .ifPresent(last -> acted.put(source, codec.decode(last.value()).offset())));
      }
    }
    return acted;
  }

  /// Also of topics that were created just now, of which not every broker knows.
  private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (true) {
      try {
        return cluster.ends(partitions);
      } catch (IllegalStateException e) {
        boolean unknown = AdminAnswer.refused(e, UnknownTopicOrPartitionException.class);
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  static TopicPartition marks(String service, TopicPartition source) {
    return new TopicPartition(EventSource.marks(service, source.topic()), source.partition());
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private LogPositions positions() {
    return new LogPositions(
        Admin.create(ClientProperties.admin(connection, CLIENT)),
        new KafkaConsumer<>(ClientProperties.seeker(connection, CLIENT)));
  }
}
