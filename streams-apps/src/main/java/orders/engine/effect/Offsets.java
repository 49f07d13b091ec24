package orders.engine.effect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Which records of a consumer's partitions are under way: a group's offset may go up to the first
/// of them, not further.
final class Offsets {

  private final Map<TopicPartition, Open> partitions = new HashMap<>();

  private static final class Open {
    private final TreeSet<Long> offsets = new TreeSet<>();
    private long taken;
    private long next;
  }

  void assigned(Collection<TopicPartition> assigned) {
    assigned.forEach(partition -> partitions.put(partition, new Open()));
  }

  void revoked(Collection<TopicPartition> revoked) {
    revoked.forEach(partitions::remove);
  }

  /// Returns how many were taken of that partition before, since it was assigned.
  long take(TopicPartition partition, long offset) {
    Open open = partitions.computeIfAbsent(partition, _ -> new Open());
    open.offsets.add(offset);
    open.next = offset + 1;
    return open.taken++;
  }

  /// False when the partition is another's by now.
  boolean settle(TopicPartition partition, long offset) {
    Open open = partitions.get(partition);
    return open != null && open.offsets.remove(offset);
  }

  /// How far the group may go on some partitions.
  Map<TopicPartition, OffsetAndMetadata> settled(Collection<TopicPartition> wanted) {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    for (TopicPartition partition : wanted) {
      Open open = partitions.get(partition);
      if (open != null) {
        long next = open.offsets.isEmpty() ? open.next : open.offsets.first();
        settled.put(partition, new OffsetAndMetadata(next));
      }
    }
    return settled;
  }
}
