package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import orders.kafka.KeyText;
import orders.policy.Addressed;
import orders.policy.Ids;
import orders.projection.Recorded;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Adds a policy to a topology: stateless; what it derives has ids that follow from the event's.
public final class PolicyTopology {

  private PolicyTopology() {}

  /// With a source of its own; returns the node's name, for what else reads that topic.
  public static <E, C> String add(Topology topology, PolicyHost<E, C> host) {
    String source = host.name() + "-events";
    topology.addSource(
        source, new KeyText.Reader(), new ByteArrayDeserializer(), host.eventTopic());
    attach(topology, host, source);
    return source;
  }

  /// On a source that is there: a topic is read once in a topology.
  public static <E, C> void attach(Topology topology, PolicyHost<E, C> host, String source) {
    topology.addProcessor(host.processor(), () -> new Reaction<>(host), source);
    AggregateTopology.sink(topology, host.sink(), host.commandTopic(), host.processor());
    host.deadLetters()
        .ifPresent(
            topic ->
                AggregateTopology.sink(topology, host.deadLetterSink(), topic, host.processor()));
  }

  /// Reacts to one record after the other.
  static final class Reaction<E, C> extends ContextualProcessor<String, byte[], String, byte[]> {

    private final PolicyHost<E, C> host;
    private final EnvelopeWriter envelopes;

    Reaction(PolicyHost<E, C> host) {
      this.host = host;
      this.envelopes = EnvelopeWriter.of(host.source(), host.commands());
    }

    @Override
    public void process(Record<String, byte[]> record) {
      RecordMetadata at = context().recordMetadata().orElseThrow();
      if (host.deadLetters().isEmpty()) {
        derive(
            record,
            EventRecord.read(
                record.key(),
                record.value(),
                record.timestamp(),
                record.headers(),
                at,
                host.events()));
        return;
      }
      try {
        derive(record, MessageRecord.read(record, at, host.events()));
      } catch (IllegalArgumentException | orders.contract.UndecodableRecord e) {
        new DeadLetters(context(), host.deadLetterSink())
            .forward(record, e.getMessage() == null ? e.toString() : e.getMessage());
      }
    }

    private void derive(Record<String, byte[]> record, Recorded<E> event) {
      List<Addressed<C>> commands = host.react(event);
      UUID eventId = commands.isEmpty() ? new UUID(0, 0) : UUID.fromString(event.eventId());
      for (int i = 0; i < commands.size(); i++) {
        send(record, Ids.derived(eventId, i), commands.get(i));
      }
    }

    private void send(Record<String, byte[]> cause, UUID id, Addressed<C> addressed) {
      byte[] value = host.commands().encode(addressed.command());
      var headers =
          envelopes.derived(
              id,
              host.commands().type(addressed.command()),
              addressed.aggregateId(),
              Instant.ofEpochMilli(cause.timestamp()),
              value,
              cause.headers());
      context()
          .forward(
              new Record<>(addressed.aggregateId(), value, cause.timestamp(), headers),
              host.sink());
    }
  }
}
