package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.policy.Ids;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one aggregate on one partition of its commands: repeated? → version as expected? → decide →
/// evolve → events, outcome and state, all in the transaction that commits the command's offset.
final class AggregateProcessor<C, S, E> implements Processor<String, byte[], String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(AggregateProcessor.class);

  private final AggregateHost<C, S, E> host;
  private final EnvelopeWriter envelopes;
  private List<Progress> marks;
  private Progress progress;
  private ProcessorContext<String, byte[]> context;
  private StateKeeper<S> keeper;
  private DeadLetters deadLetters;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  AggregateProcessor(AggregateHost<C, S, E> host) {
    this.host = host;
    this.envelopes = new EnvelopeWriter(host.source());
  }

  /// Also when Streams takes a task up again after its transaction was aborted: what it had come to
  /// know of its progress is not true then.
  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.keeper = host.keeper().apply(new TaskStores(context));
    this.deadLetters = new DeadLetters(context, host.deadLetterSink());
    this.marks = host.stores().stream().map(_ -> new Progress(host.marks())).toList();
    this.progress = marks.getFirst();
    for (int store = 0; store < marks.size(); store++) {
      StateCache<?> cache = context.getStateStore(host.stores().get(store).name());
      cache.follow(marks.get(store));
      marks.get(store).join(progress.mark());
    }
    context.schedule(
        AggregateHost.SWEEP_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        ignored -> keeper.sweep(progress.mark().at()));
  }

  /// A command that was decided is never decided again, wherever the group was moved to: its
  /// aggregate may have forgotten it.
  @Override
  public void process(Record<String, byte[]> record) {
    if (offset() < progress.mark().offset()) {
      LOG.warn("passes over {}@{}, which is decided", host.topics().commands(), offset());
      return;
    }
    int written = 0;
    try {
      CommandRecord received = CommandRecord.of(record);
      written = handle(record, received, host.commands().decode(record.value()));
    } catch (IllegalArgumentException | orders.contract.UndecodableRecord e) {
      deadLetters.forward(record, e.getMessage() == null ? e.toString() : e.getMessage());
    }
    for (Progress mark : marks) {
      mark.advance(written, offset(), Instant.ofEpochMilli(record.timestamp()));
    }
  }

  /// Decides one command and returns how many events it wrote.
  private int handle(Record<String, byte[]> record, CommandRecord received, C command) {
    Optional<String> part = host.parts().command().apply(command);
    Entry<S> entry = keeper.load(received.aggregateId(), part);
    Optional<Remembered> repeated = entry.find(received.commandId());
    if (repeated.isPresent()) {
      answerAgain(received, entry, repeated.get());
      return 0;
    }
    if (received.expectedVersion().isPresent()
        && received.expectedVersion().getAsLong() != entry.version()) {
      answer(received, conflict(received, entry), false);
      return 0;
    }
    return switch (host.aggregate().decide(entry.state(), command, received.at())) {
      case Decision.Accepted<E>(List<E> events) -> accept(received, part, entry, events);
      case Decision.Refused<E>(String code, String detail, List<String> allowed) ->
          keep(
              received,
              part,
              entry.version(),
              entry.state(),
              outcome(received, entry.version(), 0, Outcome.Kind.REFUSED, code, detail, allowed));
      case Decision.Impossible<E>(String why) -> {
        deadLetters.forward(record, why);
        answer(received, impossible(received, entry, why), false);
        yield 0;
      }
    };
  }

  private int accept(
      CommandRecord received, Optional<String> part, Entry<S> entry, List<E> events) {
    S state = entry.state();
    UUID commandId = UUID.fromString(received.commandId());
    for (int i = 0; i < events.size(); i++) {
      E event = events.get(i);
      state = host.aggregate().evolve(state, event);
      write(received, Ids.derived(commandId, i), entry.version() + i + 1, event);
    }
    long version = entry.version() + events.size();
    return keep(
        received,
        part,
        version,
        state,
        outcome(received, version, events.size(), Outcome.Kind.ACCEPTED, "", "", List.of()));
  }

  private int keep(
      CommandRecord received, Optional<String> part, long version, S state, Outcome outcome) {
    keeper.save(
        received.aggregateId(),
        part,
        version,
        state,
        new Remembered(received.commandId(), received.fingerprint(), outcome));
    answer(received, outcome, false);
    return outcome.events();
  }

  private void write(CommandRecord received, UUID eventId, long version, E event) {
    byte[] value = host.events().encode(event);
    Headers headers =
        envelopes.common(host.events().type(event), received.aggregateId(), received.at(), value);
    headers.add(Envelope.CORRELATION_ID, Envelope.bytes(received.correlationId()));
    headers.add(Envelope.CAUSATION_ID, Envelope.bytes(received.commandId()));
    received.idempotencyKey().ifPresent(key -> headers.add(Envelope.IDEMPOTENCY_KEY, key));
    if (!received.fingerprint().isEmpty()) { // so that events alone tell what was decided
      headers.add(Envelope.FINGERPRINT, Envelope.bytes(received.fingerprint()));
    }
    received.traceParent().ifPresent(parent -> headers.add(Envelope.TRACE_PARENT, parent));
    headers.add(Envelope.SEQUENCE, Envelope.bytes(Envelope.sequence(version)));
    headers.add(Envelope.ID, Envelope.bytes(eventId.toString()));
    context.forward(
        new Record<>(received.aggregateId(), value, received.at().toEpochMilli(), headers),
        host.eventSink());
  }

  private void answerAgain(CommandRecord received, Entry<S> entry, Remembered remembered) {
    boolean sameBody = remembered.isFor(received.fingerprint());
    answer(received, sameBody ? remembered.outcome() : keyReused(received, entry), sameBody);
  }

  private void answer(CommandRecord received, Outcome outcome, boolean replayed) {
    if (!received.replyWanted()) {
      return;
    }
    byte[] value = host.outcomes().encode(outcome);
    Headers headers =
        envelopes.envelope(
            received.commandId(),
            host.outcomes().type(outcome),
            received.aggregateId(),
            received.at(),
            value);
    headers.add(Envelope.FINGERPRINT, Envelope.bytes(received.fingerprint()));
    headers.add(Envelope.REPLAYED, replayed ? Envelope.TRUE : Envelope.FALSE);
    context.forward(
        new Record<>(received.aggregateId(), value, received.at().toEpochMilli(), headers),
        host.outcomeSink());
  }

  private Outcome conflict(CommandRecord received, Entry<S> entry) {
    String detail = "the current version is " + entry.version();
    return outcome(
        received, entry.version(), 0, Outcome.Kind.CONFLICT, "VERSION", detail, List.of());
  }

  private Outcome keyReused(CommandRecord received, Entry<S> entry) {
    String detail = "the idempotency key was used with another body";
    return outcome(
        received, entry.version(), 0, Outcome.Kind.KEY_REUSED, "KEY_REUSED", detail, List.of());
  }

  private Outcome impossible(CommandRecord received, Entry<S> entry, String why) {
    return outcome(
        received, entry.version(), 0, Outcome.Kind.IMPOSSIBLE, "IMPOSSIBLE", why, List.of());
  }

  private Outcome outcome(
      CommandRecord received,
      long version,
      int events,
      Outcome.Kind kind,
      String code,
      String detail,
      List<String> allowed) {
    return new Outcome(
        received.commandId(),
        received.aggregateId(),
        version,
        events,
        kind,
        code,
        detail,
        allowed,
        received.at(),
        context.taskId().partition(),
        progress.mark().events() + events);
  }

  private long offset() {
    return context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
  }

  private record TaskStores(ProcessorContext<?, ?> context) implements Kept.Finder {
    @Override
    public <V> Kept<V> find(String store) {
      StateCache<V> cache = context.getStateStore(store);
      return cache;
    }
  }
}
