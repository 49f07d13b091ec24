package orders.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import orders.watch.Pulse;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows, to a second, where the event topics end, so that an answer can say how far behind it is.
public final class LagSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagSampler.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /// Without a sample for so long nobody knows where the topics end, and whoever reads is at least
  /// as far behind.
  private static final Duration SAMPLE_AGE_MAX = EVERY.multipliedBy(5);

  private static final Duration ROUND_MAX = Duration.ofMinutes(1);

  private final Supplier<Map<TopicPartition, Long>> stableOffsets;
  private final List<Runnable> alongside = new CopyOnWriteArrayList<>();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private final Pulse pulse = new Pulse("lag-sampler", ROUND_MAX);
  private final Thread thread = pulse.thread(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long sampledNanos = System.nanoTime();

  /// @param stableOffsets asks the cluster for the last stable offset of each event partition
  public LagSampler(Supplier<Map<TopicPartition, Long>> stableOffsets) {
    this.stableOffsets = stableOffsets;
    thread.start();
  }

  /// Has something else looked at as often, by the same thread.
  public void alongside(Runnable look) {
    alongside.add(look);
  }

  public Pulse pulse() {
    return pulse;
  }

  /// How far behind the slowest of these partitions is, by broker time; zero when caught up. One
  /// transaction marker may lie behind the last event, so a distance of one is none.
  Duration of(String topic, Map<Integer, PartReply.Reached> marks) {
    Duration age = Duration.ofNanos(System.nanoTime() - sampledNanos);
    Duration behind = age.compareTo(SAMPLE_AGE_MAX) > 0 ? age : Duration.ZERO;
    for (Map.Entry<Integer, PartReply.Reached> mark : marks.entrySet()) {
      long end = ends.getOrDefault(new TopicPartition(topic, mark.getKey()), 0L);
      if (end - mark.getValue().offset() > 1) {
        Duration since = Duration.between(mark.getValue().at(), Instant.now());
        behind = since.compareTo(behind) > 0 ? since : behind;
      }
    }
    return behind;
  }

  @Override
  public void close() {
    pulse.closing();
    closing.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      do {
        pulse.beat();
        sample();
      } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      ends.putAll(stableOffsets.get());
      sampledNanos = System.nanoTime();
    } catch (RuntimeException e) {
      LOG.warn("cannot sample the ends of the event topics: {}", e.getMessage());
    }
    alongside.forEach(LagSampler::look);
  }

  private static void look(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warn("a look beside the samples failed: {}", e.getMessage());
    }
  }
}
