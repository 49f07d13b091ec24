package orders.engine;

import orders.kafka.KeyText;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/// Adds an aggregate to a topology: its commands in, its events, outcomes and dead letters out.
public final class AggregateTopology {

  private AggregateTopology() {}

  public static <C, S, E> void add(Topology topology, AggregateHost<C, S, E> host) {
    String source = host.name() + "-commands";
    topology.addSource(
        source, new KeyText.Reader(), new ByteArrayDeserializer(), host.topics().commands());
    topology.addProcessor(host.processor(), () -> new AggregateProcessor<>(host), source);
    host.stores().forEach(store -> topology.addStateStore(store, host.processor()));
    sink(topology, host.eventSink(), host.topics().events(), host.processor());
    sink(topology, host.outcomeSink(), host.topics().outcomes(), host.processor());
    sink(topology, host.deadLetterSink(), host.topics().deadLetters(), host.processor());
  }

  /// A sink partitioned by the key's bytes (murmur2), as every foreign producer does it.
  static void sink(Topology topology, String name, String topic, String parent) {
    topology.addSink(name, topic, new KeyText.Writer(), new ByteArraySerializer(), parent);
  }
}
