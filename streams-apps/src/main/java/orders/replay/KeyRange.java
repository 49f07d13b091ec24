package orders.replay;

import java.util.Map;
import java.util.function.Predicate;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// A part of a projection's rows, by their keys.
record KeyRange(Predicate<String> keys) {

  /// @param number below `of`
  static KeyRange of(int number, int of) {
    return new KeyRange(key -> Math.floorMod(key.hashCode(), of) == number);
  }

  /// Folds the events of these keys and compares the projection's own rows, as of its watermark.
  <E, R> Verification.Result compare(
      ProjectionHost<E, R> host, int partition, Map<String, Object> reader) {
    var rows = new TopicPartition(host.rows().topic(), partition);
    var fold = new Fold<>(host);
    Held.Rows held = fold.rows(0)::hold;
    Progress.Mark mark = Held.read(reader, rows, host.marks(), held.only(keys));
    LogReader.read(
        reader,
        new TopicPartition(host.eventTopic(), partition),
        mark.offset(),
        record -> {
          if (keys.test(record.key())) {
            fold.take(record);
          }
        });
    Comparison comparison = Verification.comparisons(host).getFirst();
    comparison.add(partition, fold.rows(0));
    return new Verification.Result(comparison.result(), fold.mark().events());
  }
}
