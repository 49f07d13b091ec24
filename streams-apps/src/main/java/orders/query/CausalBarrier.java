package orders.query;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import orders.kafka.BrokerUnreachable;
import orders.kafka.LogPositions;
import orders.kafka.LogPositions.End;
import org.apache.kafka.common.TopicPartition;

/// Makes a token of one event topic mean something for rows folded from another.
///
/// An order's event moves stock only by way of a policy and the stock aggregate. A caller who has
/// seen the order's event and asks for the SKU must see what the event did to it. So the barrier
/// follows the way: the policy has processed the event, the aggregate the commands that came of it,
/// and the row must reflect the events that stand in the log by then. The three waits are paid only
/// by a reader who brings such a token.
public final class CausalBarrier {

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  /// While a transaction of one who died is open, looks find nothing new for seconds.
  private static final Duration LOOK_EVERY_MOST = Duration.ofMillis(50);

  /// What one look at the cluster is given, however little a reader wants to wait.
  private static final Duration LOOK_LEAST = Duration.ofMillis(250);

  private final LogPositions positions;
  private final List<Way> ways;

  /// How events of one topic reach another.
  ///
  /// @param from the event topic that a policy reads
  /// @param app the application id of the policy and of the aggregate that it commands
  /// @param commands the topic between the two
  /// @param to the event topic that the aggregate writes
  public record Way(String from, String app, String commands, String to) {}

  public CausalBarrier(LogPositions positions, List<Way> ways) {
    this.positions = positions;
    this.ways = List.copyOf(ways);
  }

  /// What rows must reflect.
  ///
  /// @param offsets by partition of the source topic
  /// @param whole false when a lenient reader's patience was over before all of it was known
  record Floor(Map<Integer, Long> offsets, boolean whole) {}

  /// Goes the way of what the reader has seen.
  ///
  /// @throws ViewReader.Behind when the way is not gone within the patience
  /// @throws ViewReader.Unavailable when the cluster does not say within it how far that is
  Floor floor(String source, Collection<Integer> partitions, ViewReader.Freshness freshness) {
    Map<Integer, Long> offsets = new HashMap<>();
    boolean whole = true;
    for (Way way : ways) {
      List<TopicPartition> seen =
          freshness.token().positions().entrySet().stream()
              .filter(e -> e.getKey().topic().equals(way.from()) && e.getValue() > 0)
              .map(e -> new TopicPartition(way.from(), e.getKey().partition()))
              .toList();
      if (way.to().equals(source) && !seen.isEmpty()) {
        whole &= gone(way, seen, partitions, offsets, freshness);
      }
    }
    return new Floor(offsets, whole);
  }

  private boolean gone(
      Way way,
      List<TopicPartition> seen,
      Collection<Integer> partitions,
      Map<Integer, Long> offsets,
      ViewReader.Freshness freshness) {
    long deadline = System.nanoTime() + freshness.patience().toNanos();
    try {
      boolean gone = follow(way, seen, partitions, offsets, deadline);
      if (!gone && !freshness.lenient()) {
        throw new ViewReader.Behind(Token.NONE, Duration.ZERO);
      }
      return gone;
    } catch (TimeoutException | BrokerUnreachable e) {
      if (!freshness.lenient()) {
        throw new ViewReader.Unavailable("the cluster does not say in time how far others are");
      }
      return false;
    }
  }

  private boolean follow(
      Way way,
      List<TopicPartition> seen,
      Collection<Integer> partitions,
      Map<Integer, Long> offsets,
      long deadline)
      throws TimeoutException {
    if (!processed(way.app(), seen, deadline)) {
      return false;
    }
    if (!processed(way.app(), of(way.commands(), partitions), deadline)) {
      return false;
    }
    Optional<Map<TopicPartition, Long>> ends = decided(of(way.to(), partitions), deadline);
    ends.orElse(Map.of())
        .forEach((events, end) -> offsets.merge(events.partition(), end, Math::max));
    return ends.isPresent();
  }

  private static List<TopicPartition> of(String topic, Collection<Integer> partitions) {
    return partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
  }

  /// Waits until the app has committed everything that stands in these partitions now.
  private boolean processed(String app, List<TopicPartition> partitions, long deadline)
      throws TimeoutException {
    Map<TopicPartition, Long> wanted =
        new HashMap<>(decided(partitions, deadline).orElse(Map.of()));
    if (wanted.size() < partitions.size()) {
      return false;
    }
    while (true) {
      Map<TopicPartition, Long> committed =
          positions.committed(app, wanted.keySet(), look(deadline));
      wanted.entrySet().removeIf(w -> committed.getOrDefault(w.getKey(), 0L) >= w.getValue());
      if (wanted.isEmpty()) {
        return true;
      }
      if (!again(deadline, LOOK_EVERY)) {
        return false;
      }
    }
  }

  /// Where the last record stands of all that is written now, once all of that is decided. How far
  /// a group has come may be told, and an answer may be read, while the same transaction's markers
  /// have not reached other partitions: what stands there looks as if it were yet to be decided.
  ///
  /// @return empty when it is not decided in time
  private Optional<Map<TopicPartition, Long>> decided(
      List<TopicPartition> partitions, long deadline) throws TimeoutException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> open = new HashMap<>(); // and where all that counts is decided
    positions
        .ends(partitions, look(deadline))
        .forEach(
            (partition, end) -> {
              open.put(partition, end.written());
              settle(open, ends, partition, end);
            });
    Duration pause = LOOK_EVERY;
    while (!open.isEmpty()) {
      if (!again(deadline, pause)) {
        return Optional.empty();
      }
      pause = longer(pause);
      positions
          .ends(List.copyOf(open.keySet()), look(deadline))
          .forEach((partition, end) -> settle(open, ends, partition, end));
    }
    return Optional.of(ends);
  }

  private static void settle(
      Map<TopicPartition, Long> open,
      Map<TopicPartition, Long> ends,
      TopicPartition partition,
      End end) {
    if (end.stable() >= open.getOrDefault(partition, 0L)) {
      open.remove(partition);
      ends.put(partition, end.afterLast());
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LOOK_EVERY_MOST) < 0 ? twice : LOOK_EVERY_MOST;
  }

  private static boolean again(long deadline, Duration pause) {
    if (System.nanoTime() >= deadline) {
      return false;
    }
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration look(long deadline) {
    return Duration.ofNanos(Math.max(LOOK_LEAST.toNanos(), deadline - System.nanoTime()));
  }
}
