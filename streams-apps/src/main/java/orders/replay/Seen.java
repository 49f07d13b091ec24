package orders.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/// What was found to be right, and where its topics ended then: where no record has come since,
/// another look finds the same. After a while it is looked at all the same, since a broker may lose
/// what it had: what is wrong is to be found within a minute.
///
/// @param <P> what is looked at
final class Seen<P> {

  static final Duration BELIEVED_MAX = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final Map<P, Look> looks = new HashMap<>();

  private record Look(Map<TopicPartition, Long> ends, long nanos) {}

  /// @param nanos a clock that never goes back
  Seen(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// All of it was looked at, and is right.
  ///
  /// @param ends where its topics ended before
  /// @param beganNanos when the look began
  void right(P part, Map<TopicPartition, Long> ends, long beganNanos) {
    looks.put(part, new Look(Map.copyOf(ends), beganNanos));
  }

  /// Whether a look would find what the last one has.
  boolean unchanged(P part, Map<TopicPartition, Long> ends) {
    Look last = looks.get(part);
    return last != null
        && last.ends().equals(ends)
        && nanos.getAsLong() - last.nanos() < BELIEVED_MAX.toNanos();
  }

  void forgetAllBut(Collection<P> parts) {
    looks.keySet().retainAll(parts);
  }
}
