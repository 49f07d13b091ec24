package orders.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orders.engine.Progress;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Refuses to start an aggregate that has events and does not know them: it would decide old
/// commands anew. That is so under another application id, after its changelogs are lost, on a
/// restored cluster, and after half a repair.
public final class AggregateGuard implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ReplayKafka kafka;

  public AggregateGuard(KafkaConnection connection, int partitions) {
    this.kafka = new ReplayKafka(connection, partitions);
  }

  /// @throws StartupGuard.Refused naming the partition, and what to do
  public void check(AggregateTarget target) {
    Set<String> topics = kafka.topics();
    for (int partition = 0; partition < kafka.partitions(); partition++) {
      Optional<String> wrong = wrong(target, partition, topics);
      long deadline = System.nanoTime() + WAIT.toNanos();
      while (wrong.isPresent() && System.nanoTime() < deadline) {
        pause(); // the ends of a transaction do not reach all partitions at once
        wrong = wrong(target, partition, topics);
      }
      wrong.ifPresent(
          why -> {
            throw new StartupGuard.Refused(
                "%s: orders replay %s --repair, before %s starts"
                    .formatted(why, target.name(), target.app()));
          });
    }
  }

  private Optional<String> wrong(AggregateTarget target, int partition, Set<String> topics) {
    var events = new TopicPartition(target.host().topics().events(), partition);
    if (kafka.end(events) == 0 || kafka.lastRecord(events).isEmpty()) {
      return Optional.empty();
    }
    List<String> changelogs = target.changelogs();
    for (String changelog : changelogs) {
      if (!topics.contains(changelog)) {
        return Optional.of(changelog + " is missing, and there are events");
      }
    }
    Optional<Progress.Mark> first = mark(target, changelogs.getFirst(), partition);
    if (first.isEmpty()) {
      return Optional.of(events + " has events that " + changelogs.getFirst() + " lacks");
    }
    for (String further : changelogs.subList(1, changelogs.size())) {
      if (lacks(target, further, partition, first.get())) {
        return Optional.of(events + " has events that " + further + " lacks");
      }
    }
    var commands = new TopicPartition(target.host().topics().commands(), partition);
    return first.get().offset() > kafka.end(commands)
        ? Optional.of(commands + " is not the topic that was read before")
        : Optional.empty();
  }

  /// Read after the first one, it is not behind it. An earlier build kept a mark in the first only.
  private boolean lacks(
      AggregateTarget target, String changelog, int partition, Progress.Mark first) {
    Optional<ConsumerRecord<String, byte[]>> last =
        kafka.lastRecord(new TopicPartition(changelog, partition));
    boolean marked = last.map(record -> record.key().equals(Progress.KEY)).orElse(true);
    return marked && mark(target, last).map(mark -> mark.events() < first.events()).orElse(true);
  }

  /// The mark is the last thing that every transaction writes.
  private Optional<Progress.Mark> mark(AggregateTarget target, String changelog, int partition) {
    return mark(target, kafka.lastRecord(new TopicPartition(changelog, partition)));
  }

  private static Optional<Progress.Mark> mark(
      AggregateTarget target, Optional<ConsumerRecord<String, byte[]>> last) {
    return last.filter(record -> record.key().equals(Progress.KEY) && record.value() != null)
        .map(record -> target.host().marks().decode(record.value()))
        .filter(mark -> mark.events() > 0);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
