package orders.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import orders.engine.AggregateHost;
import orders.engine.Codec;
import orders.engine.Entry;
import orders.engine.Envelope;
import orders.engine.EventRecord;
import orders.engine.Kept;
import orders.engine.Outcome;
import orders.engine.Progress;
import orders.engine.Remembered;
import orders.engine.StateCacheBuilder;
import orders.engine.StateKeeper;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One partition of an aggregate, rebuilt from its events as its processor left it: states,
/// versions, and what it remembers of commands. No command is decided again.
///
/// What a command became is told by its events, and by its outcome where it had none; a policy's
/// command without either changed nothing, and would change nothing again.
final class AggregateFold<S, E> {

  private final AggregateHost<?, S, E> host;
  private final int partition;
  private final Map<String, HeapKept<?>> stores = new HashMap<>();
  private final StateKeeper<S> keeper;
  private final Queue<Known> refusals;
  private final List<Recorded<E>> open = new ArrayList<>();
  private Optional<ConsumerRecord<String, byte[]>> last = Optional.empty();
  private String openCommand = "";
  private String openFingerprint = "";
  private long events;
  private Instant latest = Instant.EPOCH;

  /// An outcome as it was told.
  record Known(Outcome outcome, String fingerprint) {}

  /// @param outcomes first told, of commands that wrote no event, in their order
  AggregateFold(AggregateHost<?, S, E> host, int partition, Collection<Known> outcomes) {
    this.host = host;
    this.partition = partition;
    this.refusals = new ArrayDeque<>(outcomes);
    host.stores().forEach(this::keep);
    this.keeper = host.keeper().apply(new Heap());
  }

  private <V> void keep(StateCacheBuilder<V> store) {
    stores.put(store.name(), new HeapKept<>(store.codec()));
  }

  void take(ConsumerRecord<String, byte[]> record) {
    Recorded<E> event = EventRecord.read(record, host.events());
    String command = header(record, Envelope.CAUSATION_ID).orElse(event.eventId());
    if (!open.isEmpty()
        && (!command.equals(openCommand)
            || !open.getFirst().aggregateId().equals(event.aggregateId()))) {
      close();
    }
    open.add(event);
    openCommand = command;
    openFingerprint =
        header(record, Envelope.FINGERPRINT)
            .orElse(
                record.headers().lastHeader(Envelope.IDEMPOTENCY_KEY) == null
                    ? ""
                    : Remembered.UNKNOWN);
    last = Optional.of(record);
  }

  /// Everything is told; what ended long ago is forgotten, as it would have been.
  void end() {
    if (!open.isEmpty()) {
      close();
    }
    remember(Long.MAX_VALUE);
    boolean more = true;
    while (more) {
      more = keeper.sweep(latest);
    }
  }

  /// The last event; empty when there was none.
  Optional<ConsumerRecord<String, byte[]>> last() {
    return last;
  }

  /// @param offset of the next command
  Progress.Mark mark(long offset) {
    return new Progress.Mark(events, offset, latest);
  }

  /// Tells what a store holds, as it lies in its changelog.
  void each(String store, BiConsumer<String, byte[]> entry) {
    Objects.requireNonNull(stores.get(store)).each(entry);
  }

  private void close() {
    remember(events);
    Recorded<E> first = open.getFirst();
    Recorded<E> newest = open.getLast();
    Optional<String> part = host.parts().event().apply(first.event());
    Entry<S> entry = keeper.load(first.aggregateId(), part);
    if (entry.version() + 1 != first.version()) {
      throw new IllegalStateException(
          "%s-%d@%d is version %d of %s, which is at %d"
              .formatted(
                  host.topics().events(),
                  first.partition(),
                  first.offset(),
                  first.version(),
                  first.aggregateId(),
                  entry.version()));
    }
    S state = entry.state();
    for (Recorded<E> event : open) {
      state = host.aggregate().evolve(state, event.event());
    }
    events += open.size();
    saw(newest.at());
    keeper.save(
        newest.aggregateId(),
        part,
        newest.version(),
        state,
        new Remembered(openCommand, openFingerprint, accepted(newest, open.size())));
    open.clear();
  }

  private Outcome accepted(Recorded<E> newest, int written) {
    return new Outcome(
        openCommand,
        newest.aggregateId(),
        newest.version(),
        written,
        Outcome.Kind.ACCEPTED,
        "",
        "",
        List.of(),
        newest.at(),
        partition,
        events);
  }

  /// Remembers the commands without events that were decided up to here.
  private void remember(long position) {
    while (!refusals.isEmpty() && refusals.element().outcome().position() <= position) {
      Known known = refusals.remove();
      Outcome outcome = known.outcome();
      Entry<S> entry = keeper.load(outcome.aggregateId(), Optional.empty());
      saw(outcome.at());
      keeper.save(
          outcome.aggregateId(),
          Optional.empty(),
          entry.version(),
          entry.state(),
          new Remembered(outcome.commandId(), known.fingerprint(), outcome));
    }
  }

  private void saw(Instant at) {
    latest = at.isAfter(latest) ? at : latest;
  }

  private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
    return Envelope.text(record.headers(), name);
  }

  private final class Heap implements Kept.Finder {
    @Override
    @SuppressWarnings("unchecked") // a store's name stands for the type of its values
    public <V> Kept<V> find(String store) {
      return (Kept<V>) Objects.requireNonNull(stores.get(store));
    }
  }

  private static final class HeapKept<V> implements Kept<V> {
    private final TreeMap<String, V> values = new TreeMap<>();
    private final Codec<V> codec;

    HeapKept(Codec<V> codec) {
      this.codec = codec;
    }

    @Override
    public Optional<V> get(String key) {
      return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, V value) {
      values.put(key, value);
    }

    @Override
    public void delete(String key) {
      values.remove(key);
    }

    @Override
    public List<String> keys(Optional<String> from, int max) {
      return from.map(values::tailMap).orElse(values).keySet().stream().limit(max).toList();
    }

    void each(BiConsumer<String, byte[]> entry) {
      values.forEach((key, value) -> entry.accept(key, codec.encode(value)));
    }
  }
}
