package orders.query;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
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

  /// Who does not want to wait gets what one look at the cluster finds.
  private static final Duration PATIENCE_LEAST = Duration.ofMillis(250);

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
        try {
          follow(way, seen, partitions, offsets, deadline(freshness.patience()));
        } catch (TimeoutException e) {
          if (!freshness.lenient()) {
            throw new ViewReader.Behind(Token.NONE, Duration.ZERO);
          }
        }
      }
    }
    return offsets;
  }

  private static long deadline(Duration patience) {
    return System.nanoTime() + Math.max(patience.toNanos(), PATIENCE_LEAST.toNanos());
  }

  private void follow(
      Way way,
      List<TopicPartition> seen,
      Collection<Integer> partitions,
      Map<Integer, Long> offsets,
      long deadline)
      throws TimeoutException {
    awaitProcessed(way.app(), seen, deadline);
    awaitProcessed(way.app(), of(way.commands(), partitions), deadline);
    positions
        .afterLastRecords(of(way.to(), partitions), left(deadline))
        .forEach((events, end) -> offsets.merge(events.partition(), end, Math::max));
  }

  private static List<TopicPartition> of(String topic, Collection<Integer> partitions) {
    return partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
  }

  /// Waits until the app has committed everything that stands in these partitions now.
  private void awaitProcessed(String app, List<TopicPartition> partitions, long deadline)
      throws TimeoutException {
    Map<TopicPartition, Long> wanted = positions.afterLastRecords(partitions, left(deadline));
    while (true) {
      Map<TopicPartition, Long> committed =
          positions.committed(app, wanted.keySet(), left(deadline));
      wanted.entrySet().removeIf(w -> committed.getOrDefault(w.getKey(), 0L) >= w.getValue());
      if (wanted.isEmpty()) {
        return;
      }
      if (!sleep()) {
        throw new TimeoutException("interrupted");
      }
    }
  }

  private static boolean sleep() {
    try {
      Thread.sleep(LOOK_EVERY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration left(long deadline) throws TimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new TimeoutException("the patience of the reader is over");
    }
    return Duration.ofNanos(nanos);
  }
}
