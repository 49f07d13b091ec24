package orders.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/// A production processor with its production stores, on one partition and without a broker. It can
/// tell what its stores hold, and be made anew from that, as a task is restored from changelogs.
public final class SimNode {

  /// A kind of processor.
  ///
  /// @param source the topic that it reads
  /// @param sinks the topic behind the name of each sink
  public record Kind(
      String source,
      Supplier<Processor<String, byte[], String, byte[]>> processor,
      List<StoreBuilder<?>> stores,
      Map<String, String> sinks) {}

  /// What the stores of a node hold, by the name of the store.
  public record Contents(Map<String, Map<Bytes, byte[]>> stores) {
    public static final Contents EMPTY = new Contents(Map.of());
  }

  private final Map<String, StateStore> stores = new HashMap<>();
  private final List<Punctuator> punctuators = new ArrayList<>();
  private final Processor<String, byte[], String, byte[]> processor;
  private final SimContext<String, byte[]> context;

  /// @param output takes what it writes
  public SimNode(Kind kind, int partition, Contents contents, SimContext.Output output) {
    for (StoreBuilder<?> builder : kind.stores()) {
      StateStore store = builder.withLoggingDisabled().build();
      stores.put(store.name(), store);
    }
    this.context = new SimContext<>(partition, kind.sinks(), stores, punctuators, output);
    this.processor = kind.processor().get();
    begin(contents);
  }

  /// Goes on from there in the same process, as a task does whose transaction was aborted: Streams
  /// keeps the processor and the stores, and fills them anew.
  public void revive(Contents contents) {
    stores.values().forEach(StateStore::close);
    punctuators.clear();
    begin(contents);
  }

  private void begin(Contents contents) {
    for (StateStore store : stores.values()) {
      store.init(SimContext.STORES.get(), store);
      KeyValueStore<Bytes, byte[]> inner = inner(store);
      contents.stores().getOrDefault(store.name(), Map.of()).forEach(inner::put);
    }
    processor.init(context);
  }

  public static Kind of(AggregateHost<?, ?, ?> host) {
    return new Kind(
        host.topics().commands(),
        () -> new AggregateProcessor<>(host),
        new ArrayList<>(host.stores()),
        Map.of(
            host.eventSink(),
            host.topics().events(),
            host.outcomeSink(),
            host.topics().outcomes(),
            host.deadLetterSink(),
            host.topics().deadLetters()));
  }

  public static Kind of(PolicyHost<?, ?> host, Codec<Progress.Mark> marks) {
    Map<String, String> sinks = new HashMap<>();
    sinks.put(host.sink(), host.commandTopic());
    host.deadLetters().ifPresent(topic -> sinks.put(host.deadLetterSink(), topic));
    EventSource source = host.eventSource();
    return new Kind(
        source.topic(),
        () -> new PolicyTopology.Reaction<>(host, source),
        List.of(PolicyTopology.marks(source, marks)),
        sinks);
  }

  /// @param beside a policy that reads the same
  public static Kind of(TimerHost<?, ?> host, PolicyHost<?, ?> beside, Codec<Progress.Mark> marks) {
    EventSource source = beside.eventSource();
    return new Kind(
        source.topic(),
        () -> new TimerProcessor<>(host, source),
        List.of(host.builder(), PolicyTopology.marks(source, marks)),
        Map.of(host.sink(), host.commandTopic()));
  }

  /// @param hereMs the time that this process believes it is
  public void process(Record<String, byte[]> record, SimContext.At at, long hereMs) {
    context.at(at, hereMs);
    processor.process(record);
  }

  /// Lets it look at the clock.
  public void punctuate(long hereMs) {
    context.at(hereMs);
    punctuators.forEach(punctuator -> punctuator.punctuate(hereMs));
  }

  /// What its stores hold at a commit.
  public Contents contents() {
    Map<String, Map<Bytes, byte[]>> all = new HashMap<>();
    stores.forEach(
        (name, store) -> {
          if (store instanceof StateCache<?> cache) {
            cache.flushCache();
          }
          all.put(name, entries(inner(store)));
        });
    return new Contents(all);
  }

  private static Map<Bytes, byte[]> entries(KeyValueStore<Bytes, byte[]> store) {
    Map<Bytes, byte[]> entries = new TreeMap<>();
    if (store instanceof HashStore hash) {
      entries.putAll(hash.entries);
    } else {
      try (var all = store.all()) {
        all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
      }
    }
    return entries;
  }

  @SuppressWarnings("unchecked") // every store here is one of bytes
  private static KeyValueStore<Bytes, byte[]> inner(StateStore store) {
    StateStore inner = store instanceof StateCache<?> cache ? cache.inner : store;
    while (inner instanceof WrappedStateStore<?, ?, ?> wrapper) {
      inner = wrapper.wrapped();
    }
    return (KeyValueStore<Bytes, byte[]>) inner;
  }
}
