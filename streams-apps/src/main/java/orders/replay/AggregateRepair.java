package orders.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.engine.AggregateHost;
import orders.engine.Envelope;
import orders.engine.Outcome;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Rebuilds the stores of an aggregate from its events, and says from which command it goes on. No
/// command is run again: its id may be forgotten, and then it would happen twice.
///
/// What is written goes behind what is in the changelogs, so that a copy of a store anywhere comes
/// to the same. A repair that dies leaves an aggregate that refuses to start; another ends it.
public final class AggregateRepair implements AutoCloseable {

  private final ReplayKafka kafka;
  private final AggregateTarget target;

  public AggregateRepair(KafkaConnection connection, AggregateTarget target, int partitions) {
    this.kafka = new ReplayKafka(connection, partitions);
    this.target = target;
  }

  /// One partition, repaired.
  ///
  /// @param entries that its stores hold now
  /// @param removed entries that no event explains
  /// @param command the offset that its commands go on from
  public record Part(int partition, long events, long entries, long removed, long command) {}

  /// @throws IllegalStateException when the aggregate runs somewhere
  public void run(Consumer<Part> told) {
    if (kafka.inUse(target.app())) {
      throw new IllegalStateException(target.app() + " runs: stop it everywhere first");
    }
    target.changelogs().forEach(kafka::createChangelog);
    List<String> followed = new ArrayList<>(events());
    followed.add(target.host().topics().commands());
    Map<TopicPartition, Long> committed = kafka.committed(target.app(), followed);
    for (int partition = 0; partition < kafka.partitions(); partition++) {
      told.accept(repair(target.host(), partition, committed));
    }
  }

  private <S, E> Part repair(
      AggregateHost<?, S, E> host, int partition, Map<TopicPartition, Long> committed) {
    var outcomes = new TopicPartition(host.topics().outcomes(), partition);
    List<AggregateFold.Known> known = new ArrayList<>();
    List<Outcome> newest = new ArrayList<>();
    LogReader.read(kafka.reader(), outcomes, record -> outcome(host, record, known, newest));
    var fold = new AggregateFold<S, E>(host, partition, known);
    LogReader.read(
        kafka.reader(), new TopicPartition(host.topics().events(), partition), fold::take);
    fold.end();
    long command = command(host, partition, fold, newest, committed);
    return new RepairedStores(kafka, target, partition)
        .write(fold, command, behind(partition, committed));
  }

  /// Keeps what the first outcome of each command says: those of commands that wrote no event, and
  /// the last of all.
  private static void outcome(
      AggregateHost<?, ?, ?> host,
      ConsumerRecord<String, byte[]> record,
      List<AggregateFold.Known> known,
      List<Outcome> newest) {
    if (Envelope.text(record.headers(), Envelope.REPLAYED).orElse("").equals("true")) {
      return;
    }
    Outcome outcome = host.outcomes().decode(record.value());
    newest.clear();
    newest.add(outcome);
    boolean remembered =
        switch (outcome.kind()) {
          case ACCEPTED, REFUSED -> true;
          case CONFLICT, KEY_REUSED, IMPOSSIBLE -> false;
        };
    if (remembered && outcome.events() == 0) {
      String fingerprint = Envelope.text(record.headers(), Envelope.FINGERPRINT).orElse("");
      known.add(new AggregateFold.Known(outcome, fingerprint));
    }
  }

  /// Where commands go on: behind those that have left an event or an outcome, and not before what
  /// the group has committed. Commands are decided in their order, so that what was decided behind
  /// the last trace changed nothing, and will change nothing again.
  private <S, E> long command(
      AggregateHost<?, S, E> host,
      int partition,
      AggregateFold<S, E> fold,
      List<Outcome> newest,
      Map<TopicPartition, Long> committed) {
    var commands = new TopicPartition(host.topics().commands(), partition);
    Map<String, Long> traces = new HashMap<>();
    fold.last()
        .ifPresent(
            event ->
                Envelope.text(event.headers(), Envelope.CAUSATION_ID)
                    .ifPresent(id -> traces.put(id, event.timestamp())));
    newest.forEach(outcome -> traces.put(outcome.commandId(), outcome.at().toEpochMilli()));
    long[] next = {Math.min(committed.getOrDefault(commands, 0L), kafka.end(commands))};
    LogReader.read(
        kafka.reader(),
        commands,
        record -> {
          Optional<String> id = Envelope.text(record.headers(), Envelope.ID);
          // A repetition has the id, but not the time, of the one that was decided.
          if (id.map(traces::get).filter(at -> at == record.timestamp()).isPresent()) {
            next[0] = Math.max(next[0], record.offset() + 1);
          }
        });
    return next[0];
  }

  /// The service also acts on events. Where it has no position, because its group is new or was
  /// forgotten, it goes on behind them: it would act on each of them once more.
  private Map<TopicPartition, Long> behind(int partition, Map<TopicPartition, Long> committed) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (String name : events()) {
      var one = new TopicPartition(name, partition);
      if (!committed.containsKey(one)) {
        ends.put(one, kafka.end(one));
      }
    }
    return ends;
  }

  /// The event topics that the service follows.
  private List<String> events() {
    return Catalogue.get().app(target.app()).consumes().stream()
        .map(Catalogue.get()::topic)
        .filter(topic -> topic.cleanup() == Topic.Cleanup.DELETE)
        .filter(topic -> topic.retentionMs() == Topic.FOR_EVER)
        .map(Topic::name)
        .toList();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
