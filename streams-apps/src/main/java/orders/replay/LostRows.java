package orders.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// What a look at all partitions found.
  private enum Found {
    WHOLE,

    /// Topics of a partition end at different events, but none lacks one before the place, which
    /// was read first: somebody writes meanwhile, unless it stays so.
    UNEVEN,

    /// A topic lacks events before the place.
    LOST
  }

  private record Sight(Found found, Map<TopicPartition, SortedSet<Long>> ends) {

    /// Whether every partition that is uneven was something else before.
    boolean movedSince(Sight before) {
      return ends.entrySet().stream()
          .filter(end -> end.getValue().size() > 1)
          .noneMatch(end -> end.getValue().equals(before.ends().get(end.getKey())));
    }
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
  /// after the other, so that they end at different events, at others each time; its place may be
  /// told before its rows can be read. Who has died is a member for a while.
  private boolean wholeOrRun(ProjectionHost<?, ?> host, String group) {
    long deadline = System.nanoTime() + LEFT_MAX.toNanos();
    Sight before = look(host, group);
    while (before.found() != Found.WHOLE) {
      boolean used = kafka.inUse(group);
      if (System.nanoTime() > deadline) {
        if (!used) {
          return false;
        }
        LOG.warn("rows of {} seem to be lost, and somebody runs it: looked at by the next", group);
        return true;
      }
      pause();
      Sight now = look(host, group); // what was under way is written
      if (used && now.found() == Found.UNEVEN && now.movedSince(before)) {
        return true;
      }
      if (!used && now.found() != Found.WHOLE && !kafka.inUse(group)) {
        return false;
      }
      before = now;
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

  /// The place is asked for first.
  private Sight look(ProjectionHost<?, ?> host, String group) {
    Found found = Found.WHOLE;
    Map<TopicPartition, SortedSet<Long>> all = new HashMap<>();
    for (Map.Entry<TopicPartition, Long> place : places(host, group).entrySet()) {
      SortedSet<Long> ends = ends(host, place.getKey());
      all.put(place.getKey(), ends);
      if (isLost(ends, place.getKey(), place.getValue())) {
        found = Found.LOST;
      } else if (ends.size() > 1 && found == Found.WHOLE) {
        found = Found.UNEVEN;
      }
    }
    return new Sight(found, all);
  }

  private Map<TopicPartition, Long> places(ProjectionHost<?, ?> host, String group) {
    return kafka.committed(group, List.of(host.eventTopic()));
  }

  /// Whether a topic lacks an event before the place; markers of transactions do not count.
  private boolean isLost(SortedSet<Long> ends, TopicPartition events, long place) {
    return !ends.isEmpty()
        && ends.first() < place
        && LogReader.any(kafka.reader(), events, ends.first(), place);
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

  @Override
  public void close() {
    kafka.close();
  }
}
