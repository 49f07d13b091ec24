package orders.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where logs end and how far groups have come, as a reader of committed records sees it.
///
/// Transaction markers occupy offsets, so "caught up" can only be said of the last *record*, which
/// [#afterLastRecord] finds. Many readers wait for the same few partitions at the same time, so
/// what is asked is looked up in [Rounds].
public final class LogPositions implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /// How many offsets are looked through for the last record before the step grows.
  private static final long LOOK_BACK = 16;

  private final Admin admin;
  private final GroupPlaces groups;
  private final Consumer<String, byte[]> reader;
  private final Rounds<TopicPartition, Last> lasts = new Rounds<>(this::lasts);
  private final Map<String, Rounds<TopicPartition, Long>> committed = new ConcurrentHashMap<>();

  public LogPositions(Admin admin, Consumer<String, byte[]> reader) {
    this.admin = admin;
    this.groups = new GroupPlaces(admin);
    this.reader = reader;
  }

  /// The last committed record of a partition, or why it cannot be told; that is nobody's who asks
  /// for another partition.
  private record Last(
      Optional<ConsumerRecord<String, byte[]>> record, @Nullable RuntimeException failure) {

    Optional<ConsumerRecord<String, byte[]>> orThrow() {
      if (failure != null) {
        throw failure;
      }
      return record;
    }
  }

  /// The last stable offset of each partition: everything below is decided.
  public Map<TopicPartition, Long> stable(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ListOffsetsResult found = found(partitions);
    partitions.forEach(partition -> offsets.put(partition, stable(found, partition)));
    return offsets;
  }

  private ListOffsetsResult found(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    return admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
  }

  private static long stable(ListOffsetsResult found, TopicPartition partition) {
    return AdminAnswer.of(found.partitionResult(partition), WAIT).offset();
  }

  /// The offset behind the last committed record, 0 when there is none.
  public long afterLastRecord(TopicPartition partition) {
    return lastRecord(partition).map(record -> record.offset() + 1).orElse(0L);
  }

  /// The same of several partitions, at once.
  public Map<TopicPartition, Long> afterLastRecords(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Last> found = lasts.ask(partitions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(
        partition ->
            offsets.put(
                partition, of(found, partition).map(record -> record.offset() + 1).orElse(0L)));
    return offsets;
  }

  /// The last committed record; empty when there is none.
  public Optional<ConsumerRecord<String, byte[]>> lastRecord(TopicPartition partition) {
    return of(lasts.ask(List.of(partition)), partition);
  }

  private static Optional<ConsumerRecord<String, byte[]>> of(
      Map<TopicPartition, Last> found, TopicPartition partition) {
    return Objects.requireNonNull(found.get(partition)).orThrow();
  }

  private synchronized Map<TopicPartition, Last> lasts(Set<TopicPartition> partitions) {
    Map<TopicPartition, Last> lasts = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    ListOffsetsResult found = found(partitions);
    for (TopicPartition partition : partitions) {
      try {
        ends.put(partition, stable(found, partition));
      } catch (IllegalStateException e) { // such as a topic that is gone
        lasts.put(partition, new Last(Optional.empty(), e));
      }
    }
    lastRecords(ends).forEach((partition, last) -> lasts.put(partition, new Last(last, null)));
    return lasts;
  }

  private Map<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> lastRecords(
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> lasts = new HashMap<>();
    reader.assign(ends.keySet());
    Map<TopicPartition, Long> firsts = reader.beginningOffsets(ends.keySet(), WAIT);
    Map<TopicPartition, Long> left = new HashMap<>(ends);
    for (long step = LOOK_BACK; !left.isEmpty(); step *= 16) {
      Map<TopicPartition, Long> from = new HashMap<>();
      for (Map.Entry<TopicPartition, Long> end : left.entrySet()) {
        long first = firsts.getOrDefault(end.getKey(), 0L);
        from.put(end.getKey(), Math.max(first, end.getValue() - step));
      }
      lasts.putAll(lastRecords(from, left));
      left.keySet()
          .removeIf(
              partition ->
                  lasts.getOrDefault(partition, Optional.empty()).isPresent()
                      || from.getOrDefault(partition, 0L) <= firsts.getOrDefault(partition, 0L));
    }
    return lasts;
  }

  /// How far a group has committed in these partitions; absent where it has not.
  public Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions) {
    return committed
        .computeIfAbsent(group, name -> new Rounds<>(asked -> groups.of(name, asked)))
        .ask(partitions);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    synchronized (this) {
      reader.close();
    }
  }

  private Map<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> lastRecords(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> lasts = new HashMap<>();
    reader.assign(from.keySet());
    from.forEach(
        (partition, offset) -> {
          reader.seek(partition, offset);
          lasts.put(partition, Optional.empty());
        });
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (!reached(ends) && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          lasts.put(partition, Optional.of(record));
        }
      }
    }
    return lasts;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> reader.position(end.getKey(), WAIT) >= end.getValue());
  }
}
