package orders.engine;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After the process stood still, others went on: what a follower of a topic has says nothing
/// before it has come to where the topic ended then.
final class Standstill {

  private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);
  private static final Duration WAIT = Duration.ofSeconds(15);

  private final LongSupplier pauses;
  private Map<TopicPartition, Long> goal = Map.of();
  private long goalAfter;
  private volatile long currentAfter;

  /// @param pauses how often the process stood still
  Standstill(LongSupplier pauses) {
    this.pauses = pauses;
    this.goalAfter = pauses.getAsLong();
    this.currentAfter = goalAfter;
  }

  /// Whether the follower has come far enough since the last one; for any thread.
  boolean over() {
    return currentAfter == pauses.getAsLong();
  }

  /// Looks how far that is, once, and whether it is reached; for the thread that polls.
  void catchUp(Consumer<?, ?> consumer) {
    long stops = pauses.getAsLong();
    if (stops == currentAfter) {
      return;
    }
    try {
      if (goal.isEmpty() || goalAfter != stops) {
        goal = consumer.endOffsets(consumer.assignment(), WAIT);
        goalAfter = stops;
        LOG.warn("the process stood still: reading what it missed, up to {}", goal);
      }
      for (Map.Entry<TopicPartition, Long> end : goal.entrySet()) {
        if (consumer.position(end.getKey(), WAIT) < end.getValue()) {
          return;
        }
      }
      currentAfter = stops;
    } catch (RetriableException e) {
      LOG.warn("the cluster does not say where the topic ends: {}", e.toString());
    }
  }
}
