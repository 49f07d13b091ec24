package orders.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import orders.contract.SchemaStore;
import orders.watch.Pulse;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows every partition of one outcomes topic, committed records only, without a group: an
/// outcome reaches whichever instance its caller waits on.
public final class OutcomeListener implements AutoCloseable {

  /// Outcomes kept for callers that ask again by command id.
  public static final int KEPT_MAX = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeListener.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// How long the registry may be away when an outcome comes with a schema that is new here.
  private static final Duration OUTAGE_MAX = Duration.ofMinutes(5);

  private static final Duration START_WAIT = Duration.ofSeconds(15);

  /// Longer than one look at the ends of the topic may take.
  private static final Duration ROUND_MAX = Duration.ofSeconds(30);

  private final Consumer<String, byte[]> consumer;
  private final Codec<Outcome> codec;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final Map<String, Settled> kept = new Kept();
  private final Standstill standstill;
  private final Pulse pulse;
  private final Thread thread;
  private long ticked = System.nanoTime();
  private volatile boolean closed;
  private volatile boolean failed;
  private volatile boolean waiting;

  /// Takes its position before it returns: outcomes of commands sent from now on are seen.
  ///
  /// @param pauses how often the process stood still; after each, it first comes to the end
  public OutcomeListener(
      Consumer<String, byte[]> consumer, String topic, Codec<Outcome> codec, LongSupplier pauses) {
    this.consumer = consumer;
    this.codec = codec;
    this.standstill = new Standstill(pauses);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, START_WAIT).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    seekToRecent(partitions);
    this.pulse = new Pulse("outcomes-" + topic, ROUND_MAX);
    this.thread = pulse.thread(this::follow);
    thread.start();
  }

  /// Who hears of outcomes, on the listener's thread.
  public interface Subscriber {
    /// @param fingerprint the command's
    void outcome(String fingerprint, Settled settled);

    /// Called about every second.
    void tick();

    /// No outcome will come any more.
    void failed(RuntimeException why);
  }

  public void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  /// The outcome of a recent command: the last [#KEPT_MAX] of this topic.
  ///
  /// @throws CommandPort.Unavailable while outcomes may be missing here
  public Optional<Settled> find(String commandId) {
    if (!standstill.over()) {
      throw new CommandPort.Unavailable("this instance stood still and reads what it missed");
    }
    synchronized (kept) {
      return Optional.ofNullable(kept.get(commandId));
    }
  }

  /// False while outcomes do not reach this instance; it must not take commands then.
  public boolean healthy() {
    return !failed() && !waiting && standstill.over();
  }

  /// Whether they never will again, so that a supervisor should start the process anew.
  public boolean failed() {
    return failed || pulse.broken();
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
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A share of what is kept, from each partition, so that callers find outcomes after a restart.
  private void seekToRecent(List<TopicPartition> partitions) {
    long each = KEPT_MAX / partitions.size();
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, START_WAIT);
    consumer
        .endOffsets(partitions, START_WAIT)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(end - each, first.getOrDefault(partition, 0L))));
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        standstill.catchUp(consumer);
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
        pulse.beat();
        tick();
      }
    } catch (WakeupException e) {
      LOG.debug("outcome listener ends");
    } catch (RuntimeException e) {
      LOG.error("outcome listener failed; callers of this instance get no answers", e);
      failed = true;
      subscribers.forEach(subscriber -> subscriber.failed(e));
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    Outcome outcome;
    try {
      outcome = decoded(record.value());
    } catch (orders.contract.UndecodableRecord e) {
      LOG.error("{}-{}@{} is no outcome", record.topic(), record.partition(), record.offset(), e);
      return;
    }
    boolean replayed = "true".equals(Envelope.textOrNull(record.headers(), Envelope.REPLAYED));
    String fingerprint = Envelope.text(record.headers(), Envelope.FINGERPRINT).orElse("");
    var settled = new Settled(outcome, replayed);
    synchronized (kept) {
      kept.put(outcome.commandId(), new Settled(outcome, true));
    }
    subscribers.forEach(subscriber -> subscriber.outcome(fingerprint, settled));
  }

  /// Waits while the registry cannot say what wrote it: those behind it may be of any other kind,
  /// but an outcome that is passed over is a caller that was answered wrongly.
  private Outcome decoded(byte[] value) {
    try {
      return awaitDecoded(value);
    } finally {
      waiting = false; // whatever became of it: those behind it come next
    }
  }

  private Outcome awaitDecoded(byte[] value) {
    long deadline = System.nanoTime() + OUTAGE_MAX.toNanos();
    while (true) {
      try {
        return codec.decode(value);
      } catch (SchemaStore.Unavailable e) {
        if (closed || System.nanoTime() > deadline) {
          throw e;
        }
        LOG.warn("outcomes wait for the registry: {}", e.toString());
        waiting = true;
        pulse.beat();
        tick();
        pause(e);
      }
    }
  }

  private void tick() {
    if (System.nanoTime() - ticked > TICK.toNanos()) {
      subscribers.forEach(Subscriber::tick);
      ticked = System.nanoTime();
    }
  }

  private static void pause(SchemaStore.Unavailable why) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private static final class Kept extends LinkedHashMap<String, Settled> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Settled> eldest) {
      return size() > KEPT_MAX;
    }
  }
}
