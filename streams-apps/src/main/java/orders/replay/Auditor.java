package orders.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import orders.engine.EventRecord;
import orders.engine.ProjectionHost;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.watch.Pulse;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds the log again, one partition of one view after the other, and compares the result with the
/// rows that readers see. It takes a quarter of one core at most, and next to nothing where no
/// record has come since the last look and nothing was wrong.
///
/// A partition with a long log is looked at in ranges of keys, one a round and again and again, so
/// that what is on the heap is bounded; rollups, whose rows are sums over all keys, are then left
/// to a verification.
public final class Auditor implements AutoCloseable {

  /// Offsets of events in one range.
  public static final long RANGE_OFFSETS = 1_000_000;

  /// Between two looks at least.
  public static final Duration PAUSE_LEAST = Duration.ofMillis(200);

  /// How much longer than a look took nothing is done.
  private static final int PAUSE_TIMES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /// A look folds a range of a partition from its beginning, however slow its cluster is.
  private static final Duration LOOK_MAX = Duration.ofHours(2);

  private final ReplayKafka kafka;
  private final Map<String, Object> reader;
  private final Verification verification;
  private final long rangeOffsets;
  private final Supplier<List<Part>> parts;
  private final Consumer<AuditState> told;
  private final Map<Part, Integer> rounds = new HashMap<>();
  private final Seen<Part> seen = new Seen<>(System::nanoTime);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Pulse pulse = new Pulse("audit", LOOK_MAX);
  private final Thread thread = pulse.thread(this::run);

  private Auditor(
      KafkaConnection connection,
      Scope scope,
      Supplier<List<Part>> parts,
      Consumer<AuditState> told) {
    this.kafka = new ReplayKafka(connection, scope.partitions());
    this.reader = ClientProperties.bulk(connection, "orders-audit");
    this.verification = new Verification(reader, scope.partitions());
    this.rangeOffsets = scope.rangeOffsets();
    this.parts = parts;
    this.told = told;
  }

  /// What is looked at: one partition of one version of a view.
  public record Part(ReplayTarget target, int version, int partition) {}

  /// @param partitions of each keyed topic
  /// @param rangeOffsets of events in one range of keys, about
  public record Scope(int partitions, long rangeOffsets) {}

  /// @param parts what this instance is to look at now; another looks at the others
  /// @param told of everything that was found
  public static Auditor start(
      KafkaConnection connection,
      Scope scope,
      Supplier<List<Part>> parts,
      Consumer<AuditState> told) {
    var auditor = new Auditor(connection, scope, parts, told);
    auditor.thread.start();
    return auditor;
  }

  private void run() {
    boolean open = true;
    while (open) {
      List<Part> now = now();
      seen.forgetAllBut(now);
      open = pause(PAUSE_LEAST.multipliedBy(now.isEmpty() ? PAUSE_TIMES : 1));
      for (int i = 0; open && i < now.size(); i++) {
        long begun = System.nanoTime();
        look(now.get(i));
        Duration took = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(PAUSE_TIMES);
        open = pause(took.compareTo(PAUSE_LEAST) > 0 ? took : PAUSE_LEAST);
      }
    }
  }

  private List<Part> now() {
    try {
      return parts.get();
    } catch (RuntimeException e) {
      LOG.debug("the tables are starting or stopping", e);
      return List.of();
    }
  }

  private void look(Part part) {
    try {
      long begun = System.nanoTime();
      ProjectionHost<?, ?> host = part.target().host().version(part.version());
      Map<TopicPartition, Long> ends = ends(part, host);
      if (seen.unchanged(part, ends)) {
        return;
      }
      int ranges = ranges(ends.getOrDefault(events(part, host), 0L));
      AuditState found = audit(part, host, ranges);
      if (!found.equal()) {
        LOG.error(
            "{} v{} partition {} is not what its events say: orders verify {}",
            found.view(),
            found.version(),
            found.partition(),
            found.view());
      }
      told.accept(found);
      if (found.equal() && ranges == 1) {
        seen.right(part, ends, begun);
      }
    } catch (RuntimeException e) {
      // The version may be retired, the cluster away: the next round says more. A broken log stays
      // one, and a replay leaves the bodies unread that its view ignores.
      EventRecord.broken(e)
          .ifPresentOrElse(
              broken -> LOG.error("cannot audit {}: {}", part.target().name(), broken.getMessage()),
              () -> LOG.debug("cannot audit {} v{}", part.target().name(), part.version(), e));
    }
  }

  /// Of its events and of its rows.
  private Map<TopicPartition, Long> ends(Part part, ProjectionHost<?, ?> host) {
    return kafka.ends(
        Stream.concat(Stream.of(host.eventTopic()), host.topics().stream())
            .map(topic -> new TopicPartition(topic, part.partition()))
            .toList());
  }

  private static TopicPartition events(Part part, ProjectionHost<?, ?> host) {
    return new TopicPartition(host.eventTopic(), part.partition());
  }

  /// In how many ranges of keys a log that ends there is looked at.
  private int ranges(long end) {
    return (int) Math.min(Integer.MAX_VALUE, 1 + end / rangeOffsets);
  }

  private AuditState audit(Part part, ProjectionHost<?, ?> host, int ranges) {
    if (ranges == 1) {
      List<Verification.Result> results = verification.compare(host, part.partition());
      return state(
          part,
          results.getFirst().events(),
          "all",
          results.stream().map(Verification.Result::difference).toList());
    }
    int range = rounds.merge(part, 1, Integer::sum) % ranges;
    var compared = KeyRange.of(range, ranges).compare(host, part.partition(), reader);
    return state(part, compared.events(), range + " of " + ranges, List.of(compared.difference()));
  }

  private static AuditState state(
      Part part, long events, String range, List<ReplayState.Difference> differences) {
    return new AuditState(
        part.target().name(),
        part.version(),
        part.partition(),
        Instant.now(),
        events,
        range,
        differences);
  }

  /// Whether to go on after it.
  private boolean pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    try {
      boolean open = true;
      for (long left = length.toNanos(); open && left > 0; left = end - System.nanoTime()) {
        pulse.beat(); // a pause is three times as long as its look was, which may be hours
        long slice = Math.min(left, PAUSE_LEAST.toNanos());
        open = !closing.await(slice, TimeUnit.NANOSECONDS);
      }
      return open;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() {
    pulse.closing();
    closing.countDown();
    try {
      thread.join(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kafka.close();
  }
}
