package orders.projection.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orders.projection.Recorded;

/// One order for the events of several partitions: by time, and never against the order within a
/// partition, whatever its times say.
public final class LogOrder {

  private record Placed<E>(Instant at, Recorded<E> event) {}

  private LogOrder() {}

  public static <E> List<Recorded<E>> of(List<Recorded<E>> events) {
    Map<Integer, List<Recorded<E>>> partitions = new TreeMap<>();
    events.forEach(
        event -> partitions.computeIfAbsent(event.partition(), _ -> new ArrayList<>()).add(event));
    List<Placed<E>> placed = new ArrayList<>();
    for (List<Recorded<E>> partition : partitions.values()) {
      partition.sort(Comparator.comparingLong(Recorded::offset));
      Instant latest = Instant.MIN;
      for (Recorded<E> event : partition) {
        latest = event.at().isAfter(latest) ? event.at() : latest;
        placed.add(new Placed<>(latest, event));
      }
    }
    return placed.stream()
        .sorted(
            Comparator.comparing((Placed<E> one) -> one.at())
                .thenComparingInt(one -> one.event().partition())
                .thenComparingLong(one -> one.event().offset()))
        .map(Placed::event)
        .toList();
  }
}
