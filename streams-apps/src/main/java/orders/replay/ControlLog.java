package orders.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import orders.contract.Topics;
import orders.watch.Pulse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the control topics say, followed live: which versions of each view there are, and how
/// replays stand. Both are JSON, compacted, in one partition.
public final class ControlLog implements AutoCloseable {

  static final TopicPartition ALIASES = new TopicPartition(Topics.CONTROL_ALIASES, 0);
  static final TopicPartition REPLAYS = new TopicPartition(Topics.CONTROL_REPLAYS, 0);

  /// Ends the key of a request to cancel a replay.
  static final String CANCEL = "/cancel";

  /// Begins the key of what the auditor found.
  static final String AUDIT = "audit/";

  private static final Logger LOG = LoggerFactory.getLogger(ControlLog.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Duration ROUND_MAX = Duration.ofSeconds(30);

  /// How long reading may fail again and again; a consumer by itself waits for a cluster.
  private static final Duration FAILING_MAX = Duration.ofMinutes(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, ViewVersions> versions = new ConcurrentHashMap<>();
  private final Map<String, Long> decidedNanos = new ConcurrentHashMap<>();
  private final HeardReplays replays;
  private final Map<String, Boolean> cancelled = new ConcurrentHashMap<>();
  private final Map<String, AuditState> audits = new ConcurrentHashMap<>();
  private final List<Consumer<ViewVersions>> watchers = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Duration lease;
  private final Pulse pulse = new Pulse("control-log", ROUND_MAX);
  private final Thread thread = pulse.thread(this::run);
  private long readNanos = System.nanoTime();
  private volatile boolean closed;

  private ControlLog(Map<String, Object> reader, Duration lease) {
    this.consumer = new KafkaConsumer<>(reader);
    this.lease = lease;
    this.replays = new HeardReplays(lease);
  }

  /// Reads everything that is there, and then follows.
  ///
  /// @param reader properties of a consumer of committed records
  public static ControlLog follow(Map<String, Object> reader) {
    return follow(reader, Lease.LENGTH);
  }

  /// @param lease how long a replay that says nothing is believed to be there
  public static ControlLog follow(Map<String, Object> reader, Duration lease) {
    var log = new ControlLog(reader, lease);
    try {
      log.catchUp();
    } catch (RuntimeException e) {
      log.consumer.close();
      throw e;
    }
    log.thread.start();
    return log;
  }

  public ViewVersions versions(String view) {
    return versions.getOrDefault(view, ViewVersions.first(view));
  }

  /// A replay that says nothing any more counts as failed.
  public List<ReplayState> replays() {
    return replays.all();
  }

  public Optional<ReplayState> replay(String id) {
    return replays.get(id);
  }

  /// The last word of each replay of a view that has not told its end.
  List<ReplayState> unended(String view) {
    return replays.unended(view);
  }

  /// What the auditor found last in each partition of a view.
  public List<AuditState> audits(String view) {
    return audits.values().stream()
        .filter(audit -> audit.view().equals(view))
        .sorted(Comparator.comparingInt(AuditState::partition))
        .toList();
  }

  /// Whether a replay was asked to stop.
  public boolean cancelled(String id) {
    return cancelled.containsKey(id);
  }

  /// Has `watcher` told of every change from now on; it must not take long.
  public void watch(Consumer<ViewVersions> watcher) {
    watchers.add(watcher);
  }

  public Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() {
    closed = true;
    pulse.closing();
    consumer.wakeup();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void catchUp() {
    List<TopicPartition> both = List.of(ALIASES, REPLAYS);
    consumer.assign(both);
    consumer.seekToBeginning(both);
    Map<TopicPartition, Long> ends = consumer.endOffsets(both, WAIT);
    for (TopicPartition partition : both) {
      while (consumer.position(partition, WAIT) < ends.getOrDefault(partition, 0L)) {
        consumer.poll(POLL).forEach(this::take);
      }
    }
  }

  private void run() {
    try {
      while (!closed) {
        step();
      }
    } finally {
      consumer.close();
      ended.countDown();
    }
  }

  private void step() {
    try {
      consumer.poll(POLL).forEach(this::take);
      readNanos = System.nanoTime();
      lapse();
    } catch (WakeupException e) {
      LOG.debug("woken to close");
    } catch (KafkaException e) {
      if (System.nanoTime() - readNanos > FAILING_MAX.toNanos()) {
        throw e;
      }
      LOG.warn("cannot follow the control topics", e);
      pause();
    }
    pulse.beat();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Nothing stands still for a replay that is not there any more.
  private void lapse() {
    for (ViewVersions view : List.copyOf(versions.values())) {
      long since = System.nanoTime() - decidedNanos.getOrDefault(view.view(), 0L);
      boolean silent = since > lease.toNanos() && !replays.anyOf(view.view());
      if (!view.paused().isEmpty() && silent && heardAll()) {
        LOG.warn("nobody mends {} any more: its projections run again", view.view());
        decided(view.unpaused());
      }
    }
  }

  /// Who hears nothing may be deaf: only the cluster tells whether nothing was said.
  ///
  /// @throws KafkaException when it does not
  private boolean heardAll() {
    return consumer.endOffsets(List.of(REPLAYS, ALIASES), WAIT).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), WAIT) >= end.getValue());
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      return;
    }
    if (record.value() == null) {
      replays.forget(record.key());
      return;
    }
    try {
      if (record.topic().equals(ALIASES.topic())) {
        ControlJson.versions(record).ifPresent(this::decided);
      } else if (record.key().startsWith(AUDIT)) {
        audits.put(record.key(), ControlJson.read(record, AuditState.class));
      } else if (record.key().endsWith(CANCEL)) {
        cancelled.put(record.key().substring(0, record.key().length() - CANCEL.length()), true);
      } else {
        replays.take(record.key(), ControlJson.read(record, ReplayState.class));
      }
    } catch (IOException e) {
      ControlJson.unreadable(record, e);
    }
  }

  private void decided(ViewVersions changed) {
    decidedNanos.put(changed.view(), System.nanoTime());
    versions.put(changed.view(), changed);
    watchers.forEach(watcher -> watcher.accept(changed));
  }
}
