package orders.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.watch.Pulse;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every topic again and again, and tells as a metric how long a transaction has held its
/// readers up. Amazon MSK has no such metric of its own.
public final class StableOffsetWatch implements AutoCloseable {

  /// Seldom enough to cost nothing, often enough for an alarm within two minutes.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  private static final Duration WAIT = Duration.ofSeconds(10);

  /// A look asks for each topic by itself, and waits for each.
  private static final Duration LOOK_MAX = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(StableOffsetWatch.class);

  private final Admin admin;
  private final int partitions;
  private final StableOffsets offsets = new StableOffsets();
  private final AtomicLong seconds = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Pulse pulse = new Pulse("stable-offsets", LOOK_MAX);
  private final Thread thread = pulse.thread(this::run);

  private StableOffsetWatch(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /// @param connection may describe every topic
  /// @param partitions of each keyed topic
  public static StableOffsetWatch start(
      KafkaConnection connection, int partitions, MeterRegistry metrics) {
    var admin = Admin.create(ClientProperties.admin(connection, "orders-stable-offsets"));
    var watch = new StableOffsetWatch(admin, partitions);
    metrics.gauge("orders.stable.offset.stuck.seconds", watch.seconds);
    watch.thread.start();
    return watch;
  }

  public Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() {
    pulse.closing();
    closing.countDown();
    admin.close(Duration.ofSeconds(1));
  }

  private void run() {
    try {
      do {
        pulse.beat();
        look();
      } while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The end is asked for last: a record that comes between is then not taken for one that hangs
  /// for longer than until the next look.
  private void look() {
    try {
      Map<TopicPartition, OffsetSpec> ends = ends();
      Map<TopicPartition, Long> stable = latest(ends, IsolationLevel.READ_COMMITTED);
      offsets.observe(stable, latest(ends, IsolationLevel.READ_UNCOMMITTED), Instant.now());
    } catch (RuntimeException e) {
      offsets.observe(Map.of(), Map.of(), Instant.now()); // what was seen before says nothing now
      if (closing.getCount() > 0) {
        LOG.warn("cannot look at the ends of topics: {}", e.getMessage());
      }
    }
    seconds.set(offsets.longest(Instant.now()).toSeconds());
  }

  /// Of the topics that there are now: replays make versions of rows, and delete them.
  private Map<TopicPartition, OffsetSpec> ends() {
    return watched(AdminAnswer.of(admin.listTopics().names(), WAIT), partitions).stream()
        .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
  }

  /// The partitions of those topics that are ours, in every version.
  ///
  /// @param there the names of all topics
  /// @param partitions of each keyed topic
  static Set<TopicPartition> watched(Set<String> there, int partitions) {
    Set<TopicPartition> watched = new HashSet<>();
    for (String name : there) {
      Catalogue.get().topics().values().stream()
          .filter(topic -> is(topic, name))
          .flatMapToInt(topic -> IntStream.range(0, topic.partitions().count(partitions)))
          .forEach(partition -> watched.add(new TopicPartition(name, partition)));
    }
    return watched;
  }

  private static boolean is(Topic topic, String name) {
    return topic.versioned() ? name.startsWith(topic.versions()) : name.equals(topic.name());
  }

  /// A topic may be deleted in between, and is then left out.
  private Map<TopicPartition, Long> latest(
      Map<TopicPartition, OffsetSpec> ends, IsolationLevel isolation) {
    Map<TopicPartition, Long> latest = new HashMap<>();
    var answer = admin.listOffsets(ends, new ListOffsetsOptions(isolation));
    for (TopicPartition partition : ends.keySet()) {
      try {
        latest.put(partition, AdminAnswer.of(answer.partitionResult(partition), WAIT).offset());
      } catch (IllegalStateException e) {
        LOG.debug("{} does not tell its end", partition, e);
      }
    }
    return latest;
  }
}
