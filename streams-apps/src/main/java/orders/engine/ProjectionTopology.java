package orders.engine;

import orders.kafka.KeyText;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;

/// Adds a projection to a topology: events in, rows into stores whose changelogs are the row
/// topics.
///
/// A row stays in the partition of the event it was folded from, also where its key is another (a
/// customer, a day): such a row is one partition's share, and the reader adds the shares up.
/// Nothing is repartitioned, so a rebuild gives the same rows whatever the interleaving was.
public final class ProjectionTopology {

  private ProjectionTopology() {}

  /// A topology of one projection.
  public static Topology of(Stores stores, ProjectionHost<?, ?> host) {
    var topology = new HostTopology();
    add(topology, stores, host);
    return topology;
  }

  private static <E, R> void add(HostTopology topology, Stores stores, ProjectionHost<E, R> host) {
    String source = host.name() + "-events";
    topology.addSource(
        source, new KeyText.Reader(), new ByteArrayDeserializer(), host.eventTopic());
    topology.addProcessor(host.processor(), () -> new ProjectionProcessor<>(host), source);
    store(topology, stores, host.processor(), host.rows());
    host.rollups().forEach(view -> store(topology, stores, host.processor(), view.rows()));
  }

  private static void store(
      HostTopology topology, Stores stores, String processor, ViewStore<?> view) {
    topology.addStateStore(view.builder(stores), processor);
    topology.keepChangesIn(view.name(), view.topic());
  }
}
