package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.policy.Deadline.Setting;
import orders.policy.Ids;
import orders.projection.Recorded;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Keeps the alarms of the aggregates of one partition. An alarm is due by broker time; the clock
/// here only says when to look. What goes off is forgotten in the transaction that sends the
/// command, and a repetition has the same id: it takes effect once.
final class TimerProcessor<E, C> implements Processor<String, byte[], String, byte[]> {

  private final TimerHost<E, C> host;
  private final EventSource source;
  private final EnvelopeWriter envelopes;
  private ProcessorContext<String, byte[]> context;
  private AlarmStore alarms;
  private PolicyMark mark;
  private Optional<BrokerClock> started = Optional.empty();

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  TimerProcessor(TimerHost<E, C> host, EventSource source) {
    this.host = host;
    this.source = source;
    this.envelopes = new EnvelopeWriter(host.source());
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.alarms = new AlarmStore(context.getStateStore(host.store()), host.alarms());
    this.mark = PolicyMark.of(context, source, host.processor());
    context.schedule(TimerHost.LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  /// An alarm that is set again after it went off, or was stopped, would go off anew.
  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (mark.covers(at)) {
      return;
    }
    Recorded<E> event =
        EventRecord.read(
            record.key(), record.value(), record.timestamp(), record.headers(), at, host.events());
    clock().saw(record.timestamp(), context.currentSystemTimeMs());
    switch (host.deadline().react(event)) {
      case Setting.Keep _ -> {}
      case Setting.Stop _ -> alarms.stop(event.aggregateId());
      case Setting.Set(var after) -> {
        alarms.set(event.aggregateId(), new Alarm(event.at().plus(after), event.eventId()));
        alarms.clock(clock().now()); // who dies before the next look knows what time it is
        mark.acted(at, Instant.ofEpochMilli(record.timestamp()));
      }
    }
  }

  private void look(long hereMs) {
    BrokerClock clock = clock();
    clock.look(hereMs);
    if (alarms.none()) {
      return;
    }
    List<AlarmStore.Due> due = alarms.due(clock.now(), TimerHost.DUE_MAX);
    due.forEach(alarm -> ring(alarm, clock.now()));
    alarms.clock(clock.now());
  }

  private void ring(AlarmStore.Due due, Instant at) {
    C command = host.deadline().command();
    byte[] value = host.commands().encode(command);
    UUID id = Ids.derived(UUID.fromString(due.alarm().eventId()), "alarm");
    var headers =
        envelopes
            .envelope(id.toString(), host.commands().type(command), due.id(), at, value)
            .add(Envelope.REPLY, Envelope.NONE)
            .add(Envelope.CAUSATION_ID, Envelope.bytes(due.alarm().eventId()));
    context.forward(new Record<>(due.id(), value, at.toEpochMilli(), headers), host.sink());
    alarms.stop(due.id());
  }

  /// From where it stood before, which the store says once it is filled.
  private BrokerClock clock() {
    BrokerClock clock =
        started.orElseGet(
            () -> new BrokerClock(TimerHost.LOOK_EVERY.multipliedBy(2), alarms.clock()));
    started = Optional.of(clock);
    return clock;
  }
}
