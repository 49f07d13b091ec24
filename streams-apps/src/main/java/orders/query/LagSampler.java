package orders.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows, to a second, where the event topics end, so that an answer can say how far behind it is.
public final class LagSampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagSampler.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lag-sampler").daemon().factory());

  /// @param stableOffsets asks the cluster for the last stable offset of each event partition
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
  public LagSampler(Supplier<Map<TopicPartition, Long>> stableOffsets) {
    timer.scheduleWithFixedDelay(
        () -> sample(stableOffsets), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How far behind the slowest of these partitions is, by broker time; zero when caught up. One
  /// transaction marker may lie behind the last event, so a distance of one is none.
  Duration of(String topic, Map<Integer, PartReply.Reached> marks) {
    Duration behind = Duration.ZERO;
    for (Map.Entry<Integer, PartReply.Reached> mark : marks.entrySet()) {
      long end = ends.getOrDefault(new TopicPartition(topic, mark.getKey()), 0L);
      if (end - mark.getValue().offset() > 1) {
        Duration age = Duration.between(mark.getValue().at(), Instant.now());
        behind = age.compareTo(behind) > 0 ? age : behind;
      }
    }
    return behind;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void sample(Supplier<Map<TopicPartition, Long>> stableOffsets) {
    try {
      ends.putAll(stableOffsets.get());
    } catch (RuntimeException e) {
      LOG.warn("cannot sample the ends of the event topics: {}", e.getMessage());
    }
  }
}
