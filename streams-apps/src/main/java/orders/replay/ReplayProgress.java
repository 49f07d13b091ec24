package orders.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Where a replay is, told to whoever watches: once a second, and at each change of its state.
final class ReplayProgress {

  private final String id;
  private final String view;
  private final Consumer<ReplayState> told;
  private final Instant started;
  private final AtomicLongArray offsets;
  private final AtomicLongArray events;
  private final AtomicLongArray latest;
  private final Map<Integer, Long> ends = new TreeMap<>();
  private int version;
  private ReplayState.State state = ReplayState.State.STARTING;
  private String detail = "";
  private List<ReplayState.Difference> differences = List.of();
  private Optional<Instant> folded = Optional.empty();

  ReplayProgress(String id, String view, int partitions, Consumer<ReplayState> told) {
    this.id = id;
    this.view = view;
    this.told = told;
    this.started = Instant.now();
    this.offsets = new AtomicLongArray(partitions);
    this.events = new AtomicLongArray(partitions);
    this.latest = new AtomicLongArray(partitions);
  }

  synchronized void version(int number) {
    version = number;
  }

  synchronized void ends(Map<TopicPartition, Long> log) {
    log.forEach((partition, end) -> ends.put(partition.partition(), end));
  }

  synchronized void differences(List<ReplayState.Difference> found) {
    differences = found;
  }

  /// The fold is over; what comes after does not count for its rate.
  synchronized void folded() {
    folded = Optional.of(Instant.now());
  }

  synchronized ReplayState enter(ReplayState.State next, String why) {
    state = next;
    detail = why;
    return tell();
  }

  void event(ConsumerRecord<String, byte[]> event) {
    int partition = event.partition();
    offsets.lazySet(partition, event.offset() + 1);
    events.lazySet(partition, events.get(partition) + 1);
    latest.lazySet(partition, Math.max(latest.get(partition), event.timestamp()));
  }

  synchronized ReplayState tell() {
    ReplayState now = now();
    told.accept(now);
    return now;
  }

  synchronized ReplayState now() {
    Instant at = Instant.now();
    long count = 0;
    long newest = 0;
    List<ReplayState.Part> parts = new ArrayList<>();
    for (int partition = 0; partition < offsets.length(); partition++) {
      count += events.get(partition);
      newest = Math.max(newest, latest.get(partition));
      parts.add(
          new ReplayState.Part(
              partition, offsets.get(partition), ends.getOrDefault(partition, 0L)));
    }
    long millis = Math.max(1, folded.orElse(at).toEpochMilli() - started.toEpochMilli());
    return new ReplayState(
        id,
        view,
        version,
        state,
        started,
        at,
        count,
        count * 1000 / millis,
        newest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest)),
        parts,
        detail,
        differences);
  }
}
