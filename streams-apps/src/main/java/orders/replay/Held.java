package orders.replay;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import orders.contract.UndecodableRecord;
import orders.engine.Codec;
import orders.engine.Progress;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The committed rows that lie in one partition of a row topic.
final class Held {

  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  private Held() {}

  /// Takes the rows in the order in which they were written; the last of a key counts.
  interface Rows {
    /// @param row null where it was removed
    void row(String key, byte @Nullable [] row);

    /// Those under some keys only.
    default Rows only(Predicate<String> keys) {
      return (key, row) -> {
        if (keys.test(key)) {
          row(key, row);
        }
      };
    }
  }

  /// Reads all of them.
  ///
  /// @return how far the projection had come when it wrote them
  static Progress.Mark read(
      Map<String, Object> reader, TopicPartition partition, Codec<Progress.Mark> marks, Rows rows) {
    Progress.Mark[] mark = {new Progress.Mark(0, 0, Instant.EPOCH)};
    LogReader.read(
        reader,
        partition,
        record -> {
          if (!record.key().equals(Progress.KEY)) {
            rows.row(record.key(), record.value());
            return;
          }
          try {
            mark[0] = marks.decode(record.value());
          } catch (UndecodableRecord e) {
            LOG.error(
                "passed over, no mark: {}@{}: {}", partition, record.offset(), e.getMessage());
          }
        });
    return mark[0];
  }
}
