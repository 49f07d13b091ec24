package orders.engine;

import org.apache.kafka.streams.Topology;

/// Adds the alarms of an aggregate to a topology: its events in, a command when nothing happened in
/// time.
public final class TimerTopology {

  private TimerTopology() {}

  /// @param source of a policy, which brings the events and keeps the marks
  public static <E, C> void attach(Topology topology, TimerHost<E, C> host, EventSource source) {
    topology.addProcessor(
        host.processor(), () -> new TimerProcessor<>(host, source), source.node());
    topology.connectProcessorAndStateStores(host.processor(), source.marks());
    topology.addStateStore(host.builder(), host.processor());
    AggregateTopology.sink(topology, host.sink(), host.commandTopic(), host.processor());
  }
}
