package orders.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Where logs end and how far groups have come, as a reader of committed records sees it.
///
/// Transaction markers occupy offsets, so "caught up" can only be said of the last *record*, which
/// [#afterLastRecord] finds.
public final class LogPositions implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /// How many offsets are looked through for the last record before the step grows.
  private static final long LOOK_BACK = 16;

  private final Admin admin;
  private final GroupPlaces groups;
  private final Consumer<String, byte[]> reader;

  public LogPositions(Admin admin, Consumer<String, byte[]> reader) {
    this.admin = admin;
    this.groups = new GroupPlaces(admin);
    this.reader = reader;
  }

  /// The last stable offset of each partition: everything below is decided.
  public Map<TopicPartition, Long> stable(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /// The offset behind the last committed record, 0 when there is none.
  public long afterLastRecord(TopicPartition partition) {
    return lastRecord(partition).map(record -> record.offset() + 1).orElse(0L);
  }

  /// The last committed record; empty when there is none.
  public synchronized Optional<ConsumerRecord<String, byte[]>> lastRecord(
      TopicPartition partition) {
    long end = stable(List.of(partition)).getOrDefault(partition, 0L);
    reader.assign(List.of(partition));
    long first = reader.beginningOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
    long from = end;
    for (long step = LOOK_BACK; from > first; step *= 16) {
      from = Math.max(first, end - step);
      Optional<ConsumerRecord<String, byte[]>> last = lastRecord(partition, from, end);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  /// How far a group has committed in these partitions; absent where it has not.
  public Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions) {
    return groups.of(group, partitions);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    synchronized (this) {
      reader.close();
    }
  }

  private Optional<ConsumerRecord<String, byte[]>> lastRecord(
      TopicPartition partition, long from, long end) {
    reader.seek(partition, from);
    Optional<ConsumerRecord<String, byte[]>> last = Optional.empty();
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (reader.position(partition, WAIT) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
        last = record.offset() < end ? Optional.of(record) : last;
      }
    }
    return last;
  }

  private static <T> T get(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }
}
