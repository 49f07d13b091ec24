package orders.engine;

import org.apache.kafka.streams.Topology;

/// Adds the alarms of an aggregate to a topology: its events in, a command when nothing happened in
/// time.
public final class TimerTopology {

  private TimerTopology() {}

  /// @param source the node of the topology that brings the events
  public static <E, C> void attach(Topology topology, TimerHost<E, C> host, String source) {
    topology.addProcessor(host.processor(), () -> new TimerProcessor<>(host), source);
    topology.addStateStore(host.builder(), host.processor());
    AggregateTopology.sink(topology, host.sink(), host.commandTopic(), host.processor());
  }
}
