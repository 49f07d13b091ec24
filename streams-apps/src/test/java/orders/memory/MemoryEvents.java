package orders.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orders.projection.Recorded;
import orders.query.Events;

/// A topic of one partition in memory.
public record MemoryEvents<E>(Supplier<List<Recorded<E>>> log) implements Events<E> {

  @Override
  public List<Recorded<E>> at(String aggregateId, List<Long> offsets) {
    return offsets.stream().map(offset -> log.get().get(offset.intValue())).toList();
  }

  @Override
  public List<Recorded<E>> of(String aggregateId, Optional<Instant> until) {
    return log.get().stream()
        .filter(event -> event.aggregateId().equals(aggregateId))
        .filter(event -> until.map(time -> !event.at().isAfter(time)).orElse(true))
        .toList();
  }

  @Override
  public List<Recorded<E>> between(Instant from, Instant until) {
    return log.get().stream()
        .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(until))
        .toList();
  }
}
