package orders.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import orders.contract.UndecodableRecord;
import orders.engine.Codec;
import orders.engine.Progress;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The committed rows that lie in one partition of a row topic.
///
/// @param mark how far the projection had come when it wrote them
record Held(Map<String, byte[]> rows, Progress.Mark mark) {

  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  static Held read(
      Map<String, Object> reader, TopicPartition partition, Codec<Progress.Mark> marks) {
    return read(reader, partition, marks, _ -> true);
  }

  /// @param keys which rows are kept
  static Held read(
      Map<String, Object> reader,
      TopicPartition partition,
      Codec<Progress.Mark> marks,
      Predicate<String> keys) {
    Map<String, byte[]> rows = new HashMap<>();
    Map<String, byte[]> open = new HashMap<>();
    Progress.Mark[] mark = {new Progress.Mark(0, 0, Instant.EPOCH)};
    LogReader.read(
        reader,
        partition,
        record -> {
          if (!record.key().equals(Progress.KEY)) {
            if (keys.test(record.key())) {
              open.put(record.key(), record.value());
            }
            return;
          }
          try {
            mark[0] = marks.decode(record.value());
            close(open, rows);
          } catch (UndecodableRecord e) {
            LOG.error(
                "passed over, no mark: {}@{}: {}", partition, record.offset(), e.getMessage());
          }
        });
    close(open, rows);
    return new Held(rows, mark[0]);
  }

  private static void close(Map<String, byte[]> open, Map<String, byte[]> rows) {
    open.forEach(
        (key, value) -> {
          if (value == null) {
            rows.remove(key);
          } else {
            rows.put(key, value);
          }
        });
    open.clear();
  }
}
