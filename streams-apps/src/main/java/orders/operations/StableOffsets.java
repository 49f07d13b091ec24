package orders.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How long readers of committed records have stood still, partition by partition.
///
/// They stop at the last stable offset: before the first record of a transaction that is not
/// decided. Every transaction of ours is decided within seconds; one whose producer is lost and
/// which nobody ends holds them for ever, and no group's lag in committed records shows it.
final class StableOffsets {

  private record Place(long offset, Instant since) {}

  private final Map<TopicPartition, Place> held = new HashMap<>();

  /// Compares both ends of each partition as of now.
  ///
  /// @param stable the last stable offset
  /// @param end the offset behind the last record, decided or not
  void observe(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> end, Instant now) {
    held.keySet().retainAll(stable.keySet());
    stable.forEach(
        (partition, offset) -> {
          if (end.getOrDefault(partition, offset) <= offset) {
            held.remove(partition);
          } else if (!held.containsKey(partition) || held.get(partition).offset() != offset) {
            held.put(partition, new Place(offset, now));
          }
        });
  }

  /// How long the one that stands still longest has done so; zero when none does.
  Duration longest(Instant now) {
    return held.values().stream()
        .map(place -> Duration.between(place.since(), now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
