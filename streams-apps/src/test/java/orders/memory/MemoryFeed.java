package orders.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import orders.projection.Recorded;
import orders.query.EventFeed;
import orders.query.FeedPosition;

/// A feed from lists; each topic has one partition.
final class MemoryFeed implements EventFeed {

  private final Map<String, Supplier<List<? extends Recorded<?>>>> logs;
  private FeedPosition position;

  private MemoryFeed(
      Map<String, Supplier<List<? extends Recorded<?>>>> logs, FeedPosition position) {
    this.logs = logs;
    this.position = position;
  }

  record Source(Map<String, Supplier<List<? extends Recorded<?>>>> logs)
      implements EventFeed.Source {

    @Override
    public EventFeed live() {
      return new MemoryFeed(logs, ends());
    }

    @Override
    public EventFeed fromBeginning() {
      return new MemoryFeed(logs, ends().first());
    }

    @Override
    public EventFeed after(FeedPosition position) {
      if (!position.within(ends())) {
        throw new IllegalArgumentException("no event of this stream has that id");
      }
      return new MemoryFeed(logs, position);
    }

    private FeedPosition ends() {
      return new FeedPosition(
          new TreeMap<>(
              logs.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, log -> List.of((long) log.getValue().get().size())))));
    }
  }

  @Override
  public List<Fed> poll(Duration wait) {
    List<Fed> events = new ArrayList<>();
    long deadline = System.nanoTime() + wait.toNanos();
    while (events.isEmpty() && System.nanoTime() < deadline) {
      logs.forEach((topic, log) -> take(topic, log.get(), events));
      LockSupport.parkNanos(1_000_000);
    }
    return events;
  }

  private void take(String topic, List<? extends Recorded<?>> log, List<Fed> events) {
    int from = Math.toIntExact(position.offsets().getOrDefault(topic, List.of()).getFirst());
    for (Recorded<?> event : log.subList(from, log.size())) {
      position = position.with(topic, 0, event.offset() + 1);
      events.add(new Fed(topic, event, position));
    }
  }

  @Override
  public FeedPosition position() {
    return position;
  }

  @Override
  public void close() {}
}
