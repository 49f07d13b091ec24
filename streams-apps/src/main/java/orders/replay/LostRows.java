package orders.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a projection go on where its rows end. One transaction writes rows and place, so the two
/// differ only where rows were lost, such as with their topics: from its place alone a projection
/// would never make them again.
///
/// A projection passes over what its rows reflect, so going back too far harms nothing.
public final class LostRows implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LostRows.class);

  /// A member that died is one for as long as its session lasts: six seconds.
  private static final Duration LEFT_MAX = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ReplayKafka kafka;

  /// Of the rows of all partitions.
  private enum Sight {
    WHOLE,

    /// Its topics end at different events, none of them before the place as it was before that.
    WRITTEN_MEANWHILE,

    /// One of its topics ends before the place.
    LOST
  }

  public LostRows(KafkaConnection connection, int partitions) {
    this.kafka = new ReplayKafka(connection, partitions);
  }

  /// @throws StartupGuard.Refused when the rows of one topic are lost and those of another are not
  public void heal(ReplayTarget target, int version) {
    ProjectionHost<?, ?> host = target.host().version(version);
    String group = target.projection(version);
    if (wholeOrRun(host, group)) {
      return;
    }
    Map<TopicPartition, Long> back = new HashMap<>();
    for (Map.Entry<TopicPartition, Long> place : places(host, group).entrySet()) {
      SortedSet<Long> ends = ends(host, place.getKey());
      if (ends.size() > 1) {
        throw new StartupGuard.Refused(
            "the rows of %s in partition %d end at different events %s: orders replay %s --in-place"
                .formatted(host.topics(), place.getKey().partition(), ends, target.name()));
      }
      if (isLost(ends, place.getKey(), place.getValue())) {
        back.put(place.getKey(), ends.first());
      }
    }
    if (!back.isEmpty()) {
      kafka.move(group, back);
      LOG.warn("rows of {} are lost; it goes on from {}", group, back);
    }
  }

  /// Whether there is nothing to see to. Whoever runs writes while its topics are looked at, one
  /// after the other, so that they end at different events; who has died will be gone in a moment.
  private boolean wholeOrRun(ProjectionHost<?, ?> host, String group) {
    long deadline = System.nanoTime() + LEFT_MAX.toNanos();
    Sight sight = look(host, group);
    while (sight != Sight.WHOLE) {
      if (!kafka.inUse(group)) {
        return look(host, group) == Sight.WHOLE; // what was under way is written
      }
      if (sight == Sight.WRITTEN_MEANWHILE) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        LOG.warn("rows of {} seem to be lost, and somebody runs it: looked at by the next", group);
        return true;
      }
      pause();
      sight = look(host, group);
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What the rows look like beside the place, which is asked for first.
  private Sight look(ProjectionHost<?, ?> host, String group) {
    Sight sight = Sight.WHOLE;
    for (Map.Entry<TopicPartition, Long> place : places(host, group).entrySet()) {
      SortedSet<Long> ends = ends(host, place.getKey());
      if (isLost(ends, place.getKey(), place.getValue())) {
        return Sight.LOST;
      }
      if (ends.size() > 1) {
        sight = Sight.WRITTEN_MEANWHILE;
      }
    }
    return sight;
  }

  private Map<TopicPartition, Long> places(ProjectionHost<?, ?> host, String group) {
    return kafka.committed(group, List.of(host.eventTopic()));
  }

  /// Whether a topic ends before the place.
  private boolean isLost(SortedSet<Long> ends, TopicPartition events, long place) {
    return !ends.isEmpty() && ends.first() < place && anyEvent(events, ends.first(), place);
  }

  /// Behind the last event that the rows of a partition reflect, as each of their topics says;
  /// empty when one does not say so.
  private SortedSet<Long> ends(ProjectionHost<?, ?> host, TopicPartition events) {
    SortedSet<Long> ends = new TreeSet<>();
    for (String topic : host.topics()) {
      Optional<ConsumerRecord<String, byte[]>> last =
          kafka.lastRecord(new TopicPartition(topic, events.partition()));
      if (last.isEmpty()) {
        ends.add(0L);
      } else if (last.get().key().equals(Progress.KEY) && last.get().value() != null) {
        ends.add(host.marks().decode(last.get().value()).offset());
      } else {
        return new TreeSet<>(); // the auditor sees to what somebody else wrote there
      }
    }
    return ends;
  }

  /// Between them may be no more than markers of transactions.
  private boolean anyEvent(TopicPartition events, long from, long until) {
    boolean[] any = {false};
    LogReader.<String>read(
        kafka.reader(), events, OptionalLong.of(from), until, _ -> any[0] = true);
    return any[0];
  }

  @Override
  public void close() {
    kafka.close();
  }
}
