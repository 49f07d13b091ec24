package orders.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.contract.Catalogue;
import orders.engine.Codec;
import orders.engine.Progress;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import org.apache.kafka.common.TopicPartition;

/// The services that act on events, and where each of them goes on. One without a place would begin
/// at the first event and ask for everything again that was ever paid and shipped.
public final class Actors implements AutoCloseable {

  /// How long providers are sure to remember the ids of what they were asked for.
  public static final Duration REMEMBERED = Duration.ofHours(24);

  private static final String DEAD_LETTERS = ".dlq";
  /// The options of `orders group`.
  static final String PLACES = " --to-latest (or --to-datetime, --to-earliest)";

  /// Written by others, too.
  static final String COMMANDS = ".commands";

  private final ArchiveCluster cluster;
  private final Marks marks;
  private final MarkWriter writer;

  public Actors(KafkaConnection connection) {
    this.cluster = new ArchiveCluster(connection);
    this.marks = new Marks(cluster, connection);
    this.writer = new MarkWriter(cluster, connection);
  }

  /// Where a service is to go on.
  public sealed interface To {
    /// At the first event: it acts on all of them.
    record Earliest() implements To {}

    /// Behind the last event: it acts on none of those that are there.
    record Latest() implements To {}

    /// At the first event since a time.
    record Since(Instant time) implements To {}
  }

  /// Services that act on events, by their names in the catalogue.
  public static List<String> all() {
    return ArchivedTopics.events().stream()
        .flatMap(topic -> ArchivedTopics.actors(topic).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Refuses to start a service that has lost its place, or never had one among events that are
  /// older than what providers remember. A place is lost when nobody ran for the time that the
  /// cluster keeps it, and on another cluster. One that has acted further than a partition goes is
  /// refused, too: it would pass over what is there. Where it will mark how far it has acted is
  /// made ready.
  ///
  /// @param codec of its marks
  /// @throws StartupGuard.Refused naming what to do
  public void guard(String service, Codec<Progress.Mark> codec) {
    marks.create(service);
    marks.guard(service, codec);
    if (!cluster.groups().of(service).isEmpty()) {
      return;
    }
    for (ArchiveCluster.Described topic : cluster.describe(events(service)).values()) {
      Optional<Instant> first = cluster.first(topic.all());
      if (first.isPresent()
          && (hasActed(service) || old(first.get()))
          && cluster.groups().of(service).isEmpty()) { // not placed by another instance meanwhile
        throw new StartupGuard.Refused(
            "%s has no place in %s, where there are events since %s: say where it goes on with"
                    .formatted(service, topic.name(), first.get())
                + " orders group "
                + service
                + PLACES);
      }
    }
  }

  /// The place of a service in each partition of its events; empty where it has none.
  public Map<TopicPartition, Optional<Long>> places(String service) {
    List<TopicPartition> partitions =
        cluster.describe(events(service)).values().stream()
            .flatMap(topic -> topic.all().stream())
            .toList();
    Map<TopicPartition, Long> committed = cluster.groups().of(service, partitions);
    Map<TopicPartition, Optional<Long>> places =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    partitions.forEach(
        partition -> places.put(partition, Optional.ofNullable(committed.get(partition))));
    return places;
  }

  /// Has a service that does not run go on from another place in each partition of its events, and
  /// act on what is there, whether it has before or not.
  ///
  /// @param codec of its marks
  /// @return how many partitions
  /// @throws IllegalStateException when it runs
  public int move(String service, To to, Codec<Progress.Mark> codec) {
    Map<TopicPartition, Long> places = new HashMap<>();
    for (ArchiveCluster.Described topic : cluster.describe(events(service)).values()) {
      places.putAll(
          switch (to) {
            case To.Earliest() -> cluster.beginnings(topic.all());
            case To.Latest() -> cluster.ends(topic.all());
            case To.Since(Instant time) -> sinceOrEnd(topic, time);
          });
    }
    writer.move(service, places, codec);
    return places.size();
  }

  private Map<TopicPartition, Long> sinceOrEnd(ArchiveCluster.Described topic, Instant time) {
    Map<TopicPartition, Long> places = cluster.ends(topic.all());
    places.putAll(cluster.since(topic.all(), time.toEpochMilli()));
    return places;
  }

  /// What it alone writes was written once, even if it was deleted since.
  private boolean hasActed(String service) {
    List<String> written =
        Catalogue.get().app(service).produces().stream()
            .filter(topic -> !topic.endsWith(DEAD_LETTERS) && !topic.endsWith(COMMANDS))
            .toList();
    return cluster.describe(written).values().stream()
        .flatMap(topic -> cluster.ends(topic.all()).values().stream())
        .anyMatch(end -> end > 0);
  }

  private static boolean old(Instant first) {
    return first.isBefore(Instant.now().minus(REMEMBERED));
  }

  private static List<String> events(String service) {
    return ArchivedTopics.events().stream()
        .filter(topic -> ArchivedTopics.actors(topic).contains(service))
        .toList();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
