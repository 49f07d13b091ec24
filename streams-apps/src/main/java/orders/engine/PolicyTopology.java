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
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Adds a policy to a topology: what it derives has ids that follow from the event's, and all that
/// it keeps is how far it has acted.
public final class PolicyTopology {

  private PolicyTopology() {}

  /// With a source of its own, which is returned for what else acts on that topic.
  ///
  /// @param codec of the marks of all of them
  public static <E, C> EventSource add(
      Topology topology, PolicyHost<E, C> host, Codec<Progress.Mark> codec) {
    EventSource source = host.eventSource();
    topology.addSource(
        source.node(), new KeyText.Reader(), new ByteArrayDeserializer(), source.topic());
    topology.addStateStore(marks(source, codec));
    attach(topology, host, source);
    return source;
  }

  /// On a source that is there: a topic is read once in a topology.
  public static <E, C> void attach(Topology topology, PolicyHost<E, C> host, EventSource source) {
    topology.addProcessor(host.processor(), () -> new Reaction<>(host, source), source.node());
    topology.connectProcessorAndStateStores(host.processor(), source.marks());
    AggregateTopology.sink(topology, host.sink(), host.commandTopic(), host.processor());
    host.deadLetters()
        .ifPresent(
            topic ->
                AggregateTopology.sink(topology, host.deadLetterSink(), topic, host.processor()));
  }

  /// A few entries, so they need no disk.
  static StateCacheBuilder<Progress.Mark> marks(EventSource source, Codec<Progress.Mark> codec) {
    var builder = new StateCacheBuilder<>(Stores.MEMORY.supplier(source.marks()), codec);
    builder.withLoggingEnabled(EventSource.SETTINGS);
    return builder;
  }

  /// Reacts to one record after the other.
  static final class Reaction<E, C> extends ContextualProcessor<String, byte[], String, byte[]> {

    private final PolicyHost<E, C> host;
    private final EventSource source;
    private final EnvelopeWriter envelopes;
    private PolicyMark mark;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    Reaction(PolicyHost<E, C> host, EventSource source) {
      this.host = host;
      this.source = source;
      this.envelopes = EnvelopeWriter.of(host.source(), host.commands());
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
      super.init(context);
      this.mark = PolicyMark.of(context, source, host.name());
    }

    @Override
    public void process(Record<String, byte[]> record) {
      RecordMetadata at = context().recordMetadata().orElseThrow();
      if (!mark.covers(at) && react(record, at)) {
        mark.acted(at, Instant.ofEpochMilli(record.timestamp()));
      }
    }

    /// Returns whether anything was written.
    private boolean react(Record<String, byte[]> record, RecordMetadata at) {
      if (host.deadLetters().isEmpty()) {
        return derive(
            record,
            EventRecord.read(
                record.key(),
                record.value(),
                record.timestamp(),
                record.headers(),
                at,
                host.events()));
      }
      try {
        return derive(record, MessageRecord.read(record, at, host.events()));
      } catch (IllegalArgumentException | orders.contract.UndecodableRecord e) {
        new DeadLetters(context(), host.deadLetterSink())
            .forward(record, e.getMessage() == null ? e.toString() : e.getMessage());
        return true;
      }
    }

    private boolean derive(Record<String, byte[]> record, Recorded<E> event) {
      List<Addressed<C>> commands = host.react(event);
      UUID eventId = commands.isEmpty() ? new UUID(0, 0) : UUID.fromString(event.eventId());
      for (int i = 0; i < commands.size(); i++) {
        send(record, Ids.derived(eventId, i), commands.get(i));
      }
      return !commands.isEmpty();
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
