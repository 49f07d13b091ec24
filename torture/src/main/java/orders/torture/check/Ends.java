package orders.torture.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.contract.Topic;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import orders.torture.check.rules.Facts;
import orders.torture.measure.Waiting;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Where partitions end, and how far groups have come. It waits a little: the last commit of a
/// group that is up may be on its way.
public final class Ends implements AutoCloseable {

  /// How long everything may take to come to rest once clients have stopped.
  static final Duration REST_MAX = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final LogPositions log;
  private final Groups groups;
  private final KafkaConnection cluster;
  private Optional<Seen> seen = Optional.empty();
  private final int partitions;
  private final Duration patience;

  /// @param partitions of each keyed topic
  /// @param patience how long everything may take to come to rest
  public Ends(KafkaConnection cluster, int partitions, Duration patience) {
    this.admin = Admin.create(ClientProperties.admin(cluster, "orders-checker"));
    this.log =
        new LogPositions(
            Admin.create(ClientProperties.admin(cluster, "orders-checker-log")),
            new KafkaConsumer<>(ClientProperties.seeker(cluster, "orders-checker-log")));
    this.cluster = cluster;
    this.groups = new Groups(admin, log, partitions, this::seen);
    this.partitions = partitions;
    this.patience = patience;
  }

  /// The catalogue's topics that there are; of views, those that readers see.
  List<Topic> topics() {
    Set<String> names = AdminAnswer.of(admin.listTopics().names(), WAIT);
    return seen().topics().stream().filter(topic -> names.contains(topic.name())).toList();
  }

  /// Asked for once the brokers answer.
  private Seen seen() {
    Seen there = seen.orElseGet(() -> Seen.of(cluster));
    seen = Optional.of(there);
    return there;
  }

  int partitions(Topic topic) {
    return topic.partitions().count(partitions);
  }

  List<Facts.Lag> lagsAtRest() {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Facts.Lag> lags = groups.lags();
    while (lags.stream().anyMatch(lag -> lag.place() < lag.end()) && pause(deadline)) {
      lags = groups.lags();
    }
    return lags;
  }

  List<Facts.End> endsAtRest() {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Facts.End> ends = ends();
    while (ends.stream().anyMatch(end -> end.stable() < end.end()) && pause(deadline)) {
      ends = ends();
    }
    return ends;
  }

  private List<Facts.End> ends() {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (Topic topic : topics()) {
      for (int i = 0; i < partitions(topic); i++) {
        all.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> stable = latest(all, IsolationLevel.READ_COMMITTED);
    List<Facts.End> ends = new ArrayList<>();
    latest(all, IsolationLevel.READ_UNCOMMITTED)
        .forEach(
            (place, end) ->
                ends.add(
                    new Facts.End(
                        place.topic(), place.partition(), stable.getOrDefault(place, 0L), end)));
    return ends;
  }

  private Map<TopicPartition, Long> latest(
      Map<TopicPartition, OffsetSpec> all, IsolationLevel isolation) {
    Map<TopicPartition, Long> latest = new HashMap<>();
    AdminAnswer.of(admin.listOffsets(all, new ListOffsetsOptions(isolation)).all(), WAIT)
        .forEach((place, info) -> latest.put(place, info.offset()));
    return latest;
  }

  /// Where a group has something before it, and where a transaction is open; empty when nothing is
  /// left to do. One sentence when nobody can tell.
  public List<String> left() {
    try {
      List<String> left = new ArrayList<>();
      groups.lags().stream()
          .filter(lag -> lag.place() < lag.end())
          .forEach(lag -> left.add("%s at %d of %d".formatted(where(lag), lag.place(), lag.end())));
      ends().stream()
          .filter(end -> end.stable() < end.end())
          .forEach(
              end ->
                  left.add(
                      "a transaction is open on %s-%d".formatted(end.topic(), end.partition())));
      return left;
    } catch (RuntimeException e) { // the brokers may be on their way up
      return List.of("nobody can tell: " + e);
    }
  }

  private static String where(Facts.Lag lag) {
    return lag.group() + " in " + lag.topic() + "-" + lag.partition();
  }

  private static boolean pause(long deadline) {
    return System.nanoTime() < deadline && Waiting.pause(LOOK_EVERY);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    log.close();
  }
}
