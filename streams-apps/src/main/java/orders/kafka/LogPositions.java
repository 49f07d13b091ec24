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
import java.util.concurrent.TimeoutException;
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
      Optional<ConsumerRecord<String, byte[]>> record,
      Span span,
      @Nullable RuntimeException failure) {

    static Last failed(RuntimeException why) {
      return new Last(Optional.empty(), new Span(0, 0, 0), why);
    }

    Optional<ConsumerRecord<String, byte[]>> orThrow() {
      if (failure != null) {
        throw failure;
      }
      return record;
    }

    long after() {
      return orThrow().map(record -> record.offset() + 1).orElse(0L);
    }

    End end() {
      return new End(after(), span.end(), span.written());
    }
  }

  /// Where a partition ends.
  ///
  /// @param afterLast the offset behind the last committed record, 0 when there is none
  /// @param stable everything below is decided
  /// @param written behind everything that was written by then, decided or not
  public record End(long afterLast, long stable, long written) {}

  /// The last stable offset of each partition: everything below is decided.
  public Map<TopicPartition, Long> stable(Collection<TopicPartition> partitions) {
    ListOffsetsResult found = find(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED, partitions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, offset(found, partition)));
    return offsets;
  }

  private ListOffsetsResult find(
      OffsetSpec which, IsolationLevel level, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    return admin.listOffsets(asked, new ListOffsetsOptions(level));
  }

  private static long offset(ListOffsetsResult found, TopicPartition partition) {
    return AdminAnswer.of(found.partitionResult(partition), WAIT).offset();
  }

  /// The offset behind the last committed record, 0 when there is none.
  public long afterLastRecord(TopicPartition partition) {
    return of(lasts.ask(List.of(partition)), partition).after();
  }

  /// Where several partitions end, at once.
  ///
  /// @throws TimeoutException when the cluster has not answered by then
  public Map<TopicPartition, End> ends(Collection<TopicPartition> partitions, Duration patience)
      throws TimeoutException {
    Map<TopicPartition, Last> found = lasts.ask(partitions, patience);
    Map<TopicPartition, End> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, of(found, partition).end()));
    return ends;
  }

  /// The last committed record; empty when there is none.
  public Optional<ConsumerRecord<String, byte[]>> lastRecord(TopicPartition partition) {
    return of(lasts.ask(List.of(partition)), partition).orThrow();
  }

  private static Last of(Map<TopicPartition, Last> found, TopicPartition partition) {
    return Objects.requireNonNull(found.get(partition));
  }

  /// Where a partition begins, where it ends for who reads what is committed, and where at all.
  private record Span(long first, long end, long written) {}

  private synchronized Map<TopicPartition, Last> lasts(Set<TopicPartition> partitions) {
    Map<TopicPartition, Last> lasts = new HashMap<>();
    Map<TopicPartition, Span> spans = new HashMap<>();
    ListOffsetsResult firsts =
        find(OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED, partitions);
    ListOffsetsResult ends = find(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED, partitions);
    ListOffsetsResult all = find(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED, partitions);
    for (TopicPartition partition : partitions) {
      try {
        spans.put(
            partition,
            new Span(offset(firsts, partition), offset(ends, partition), offset(all, partition)));
      } catch (IllegalStateException | BrokerUnreachable e) { // it is gone, or its leader is
        lasts.put(partition, Last.failed(e));
      }
    }
    search(spans, lasts);
    return lasts;
  }

  /// Looks back from each end, further from step to step, until there is a record.
  private void search(Map<TopicPartition, Span> left, Map<TopicPartition, Last> lasts) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    for (long step = LOOK_BACK; !left.isEmpty(); step *= 16) {
      Map<TopicPartition, ConsumerRecord<String, byte[]>> found = read(left, step, deadline);
      Map<TopicPartition, Span> further = new HashMap<>();
      for (Map.Entry<TopicPartition, Span> one : left.entrySet()) {
        TopicPartition partition = one.getKey();
        ConsumerRecord<String, byte[]> last = found.get(partition);
        if (!reached(partition, one.getValue())) {
          lasts.put(partition, Last.failed(new BrokerUnreachable(partition + " cannot be read")));
        } else if (last != null || one.getValue().end() - step <= one.getValue().first()) {
          lasts.put(partition, new Last(Optional.ofNullable(last), one.getValue(), null));
        } else {
          further.put(partition, one.getValue());
        }
      }
      left = further;
    }
  }

  private Map<TopicPartition, ConsumerRecord<String, byte[]>> read(
      Map<TopicPartition, Span> spans, long step, long deadline) {
    Map<TopicPartition, ConsumerRecord<String, byte[]>> lasts = new HashMap<>();
    reader.assign(spans.keySet());
    spans.forEach(
        (partition, span) -> reader.seek(partition, Math.max(span.first(), span.end() - step)));
    while (!spans.entrySet().stream().allMatch(one -> reached(one.getKey(), one.getValue()))
        && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < Objects.requireNonNull(spans.get(partition)).end()) {
          lasts.put(partition, record);
        }
      }
    }
    return lasts;
  }

  private boolean reached(TopicPartition partition, Span span) {
    return reader.position(partition, WAIT) >= span.end();
  }

  /// How far a group has committed in these partitions; absent where it has not.
  public Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions) {
    return own(places(group).ask(partitions), partitions);
  }

  /// The same for somebody who does not wait for long.
  ///
  /// @throws TimeoutException when the cluster has not answered by then
  public Map<TopicPartition, Long> committed(
      String group, Collection<TopicPartition> partitions, Duration patience)
      throws TimeoutException {
    return own(places(group).ask(partitions, patience), partitions);
  }

  private Rounds<TopicPartition, Long> places(String group) {
    return committed.computeIfAbsent(group, name -> new Rounds<>(asked -> groups.of(name, asked)));
  }

  private static Map<TopicPartition, Long> own(
      Map<TopicPartition, Long> places, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> own = new HashMap<>(places);
    own.keySet().retainAll(Set.copyOf(partitions));
    return own;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    reader.wakeup(); // a look may be under way
    synchronized (this) {
      reader.close();
    }
  }
}
