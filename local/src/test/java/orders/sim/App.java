package orders.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import orders.engine.SimContext;
import orders.engine.SimNode;
import orders.engine.SimNode.Contents;
import orders.engine.SimNode.Kind;
import orders.sim.Log.Place;
import orders.sim.Log.Stored;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/// One instance of a Streams app under exactly-once: what its processors read, wrote and keep
/// becomes true in one transaction, or not at all.
final class App implements Actor {

  /// A transaction of a process that died is aborted by the broker after so long.
  private static final long TIMEOUT_MS = 10_000;

  private static final long SKEW_MS_MAX = Duration.ofHours(1).toMillis();

  /// Commits between two places that may be given back.
  private static final int REMEMBERED_EVERY = 20;

  private final Log log;
  private final Clock clock;
  private final List<Kind> kinds;
  private final List<Place> places = new ArrayList<>();
  private final Map<Task, Contents> kept = new HashMap<>();
  private final Map<Place, Long> committed = new HashMap<>();
  private final Map<Place, Long> once = new HashMap<>();
  private final Map<Txn, Long> abandoned = new HashMap<>();
  private final Map<Place, Long> positions = new HashMap<>();
  private final Map<Task, SimNode> nodes = new TreeMap<>();
  private Optional<Txn> open = Optional.empty();
  private boolean dirty;
  private int commits;
  private long skewMs;

  private record Task(int kind, int partition) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return Integer.compare(2 * kind + partition, 2 * other.kind + other.partition);
    }
  }

  App(Log log, Clock clock, List<Kind> kinds) {
    this.log = log;
    this.clock = clock;
    this.kinds = kinds;
    kinds.stream()
        .map(Kind::source)
        .distinct()
        .forEach(
            topic -> {
              for (int partition = 0; partition < Log.PARTITIONS; partition++) {
                places.add(new Place(topic, partition));
              }
            });
    start();
  }

  private void start() {
    nodes.clear();
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int partition = 0; partition < Log.PARTITIONS; partition++) {
        var task = new Task(kind, partition);
        nodes.put(
            task,
            new SimNode(
                kinds.get(kind), partition, kept.getOrDefault(task, Contents.EMPTY), this::send));
      }
    }
    goOn();
  }

  /// Streams takes its tasks up again after their transaction was aborted.
  private void revive() {
    open.ifPresent(Txn::abort);
    nodes.forEach((task, node) -> node.revive(kept.getOrDefault(task, Contents.EMPTY)));
    goOn();
  }

  private void goOn() {
    positions.clear();
    places.forEach(place -> positions.put(place, committed.getOrDefault(place, 0L)));
    open = Optional.empty();
    dirty = false;
  }

  @Override
  public boolean step(SplittableRandom random) {
    if (dirty && random.nextInt(4) == 0) {
      commit();
      return true;
    }
    int first = random.nextInt(places.size());
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get((first + i) % places.size());
      Optional<Stored> next = log.next(place, positions.getOrDefault(place, 0L));
      if (next.isPresent()) {
        process(place, next.get());
        return true;
      }
    }
    if (dirty) {
      commit();
      return true;
    }
    return false;
  }

  /// Dies before its commit, right after it and before it knows, or leaving its transaction open;
  /// or lives, and its transaction does not. And now and then its group is given places that it had
  /// once, as by a coordinator that has not read all of them.
  @Override
  public void crash(SplittableRandom random) {
    boolean back = random.nextInt(5) == 0;
    int how = random.nextInt(4);
    switch (how) {
      case 0 -> open.ifPresent(Txn::abort);
      case 1 -> commit();
      case 2 -> open.ifPresent(txn -> abandoned.put(txn, clock.nowMs() + TIMEOUT_MS));
      default -> {}
    }
    if (back) {
      committed.putAll(once);
    }
    if (how == 3) {
      revive();
      return;
    }
    skewMs = random.nextLong(-SKEW_MS_MAX, SKEW_MS_MAX);
    start();
  }

  @Override
  public void look() {
    abandoned
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = entry.getValue() <= clock.nowMs();
              if (over) {
                entry.getKey().abort();
              }
              return over;
            });
    nodes.values().forEach(node -> node.punctuate(hereMs()));
  }

  private void process(Place place, Stored stored) {
    dirty = true;
    positions.put(place, stored.offset() + 1);
    nodes.forEach(
        (task, node) -> {
          if (task.partition() == place.partition()
              && kinds.get(task.kind()).source().equals(place.topic())) {
            node.process(
                new Record<>(
                    stored.key(),
                    stored.value(),
                    stored.timestampMs(),
                    new RecordHeaders(stored.headers())),
                new SimContext.At(place.topic(), place.partition(), stored.offset()),
                hereMs());
          }
        });
  }

  private void send(String topic, Record<String, byte[]> record) {
    if (open.isEmpty()) {
      open = Optional.of(new Txn());
    }
    dirty = true;
    log.append(
        topic,
        record.key(),
        record.value(),
        record.headers(),
        record.timestamp(),
        open.orElseThrow());
  }

  private void commit() {
    if (commits++ % REMEMBERED_EVERY == 0) {
      once.putAll(committed);
    }
    nodes.forEach((task, node) -> kept.put(task, node.contents()));
    committed.putAll(positions);
    open.ifPresent(Txn::commit);
    open = Optional.empty();
    dirty = false;
  }

  private long hereMs() {
    return clock.nowMs() + skewMs;
  }
}
