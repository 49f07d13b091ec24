package orders.query;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.kafka.LogPositions;
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

  /// For each partition of the source topic, the offset that its rows must reflect.
  ///
  /// @throws ViewReader.Behind when the way is not gone within the patience
  Map<Integer, Long> offsets(
      String source, Collection<Integer> partitions, ViewReader.Freshness freshness) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (Way way : ways) {
      List<TopicPartition> seen =
          freshness.token().positions().entrySet().stream()
              .filter(e -> e.getKey().topic().equals(way.from()) && e.getValue() > 0)
              .map(e -> new TopicPartition(way.from(), e.getKey().partition()))
              .toList();
      if (way.to().equals(source) && !seen.isEmpty()) {
        long deadline = System.nanoTime() + freshness.patience().toNanos();
        boolean gone = follow(way, seen, partitions, offsets, deadline);
        if (!gone && !freshness.lenient()) {
          throw new ViewReader.Behind(Token.NONE, Duration.ZERO);
        }
      }
    }
    return offsets;
  }

  private boolean follow(
      Way way,
      List<TopicPartition> seen,
      Collection<Integer> partitions,
      Map<Integer, Long> offsets,
      long deadline) {
    if (!processed(way.app(), seen, deadline)) {
      return false;
    }
    if (!processed(way.app(), of(way.commands(), partitions), deadline)) {
      return false;
    }
    positions
        .afterLastRecords(of(way.to(), partitions))
        .forEach((events, end) -> offsets.merge(events.partition(), end, Math::max));
    return true;
  }

  private static List<TopicPartition> of(String topic, Collection<Integer> partitions) {
    return partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
  }

  /// Waits until the app has committed everything that stands in these partitions now.
  private boolean processed(String app, List<TopicPartition> partitions, long deadline) {
    Map<TopicPartition, Long> wanted = positions.afterLastRecords(partitions);
    while (true) {
      Map<TopicPartition, Long> committed = positions.committed(app, wanted.keySet());
      wanted.entrySet().removeIf(w -> committed.getOrDefault(w.getKey(), 0L) >= w.getValue());
      if (wanted.isEmpty()) {
        return true;
      }
      if (System.nanoTime() >= deadline) {
        return false;
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
