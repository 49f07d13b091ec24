package orders.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

  private final ReplayKafka kafka;

  public LostRows(KafkaConnection connection, int partitions) {
    this.kafka = new ReplayKafka(connection, partitions);
  }

  /// @throws StartupGuard.Refused when the rows of one topic are lost and those of another are not
  public void heal(ReplayTarget target, int version) {
    ProjectionHost<?, ?> host = target.host().version(version);
    String group = target.projection(version);
    Map<TopicPartition, Long> back = new HashMap<>();
    kafka
        .committed(group)
        .forEach(
            (events, place) ->
                rowsEnd(host, target, events)
                    .ifPresent(
                        end -> {
                          if (end < place && anyEvent(events, end, place)) {
                            back.put(events, end);
                          }
                        }));
    if (!back.isEmpty()) {
      LOG.warn("rows of {} are lost; it goes on from {}", group, back);
      move(group, back);
    }
  }

  /// Behind the last event that the rows of a partition reflect; empty when they do not say so.
  private OptionalLong rowsEnd(
      ProjectionHost<?, ?> host, ReplayTarget target, TopicPartition events) {
    Set<Long> ends = new TreeSet<>();
    for (String topic : host.topics()) {
      Optional<ConsumerRecord<String, byte[]>> last =
          kafka.lastRecord(new TopicPartition(topic, events.partition()));
      if (last.isEmpty()) {
        ends.add(0L);
      } else if (last.get().key().equals(Progress.KEY) && last.get().value() != null) {
        ends.add(host.marks().decode(last.get().value()).offset());
      } else {
        return OptionalLong.empty(); // the auditor sees to what somebody else wrote there
      }
    }
    if (ends.size() > 1) {
      throw new StartupGuard.Refused(
          "the rows of %s in partition %d end at different events %s: orders replay %s --in-place"
              .formatted(host.topics(), events.partition(), ends, target.name()));
    }
    return OptionalLong.of(ends.iterator().next());
  }

  /// Between them may be no more than markers of transactions.
  private boolean anyEvent(TopicPartition events, long from, long until) {
    boolean[] any = {false};
    LogReader.<String>read(
        kafka.reader(), events, OptionalLong.of(from), until, _ -> any[0] = true);
    return any[0];
  }

  /// An instance that runs already has seen to it.
  private void move(String group, Map<TopicPartition, Long> back) {
    if (!kafka.inUse(group)) {
      kafka.move(group, back);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
