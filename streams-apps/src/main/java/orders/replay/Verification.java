package orders.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// Folds an event topic from zero and compares every row, byte for byte, with what its view holds.
///
/// Each partition is compared at the position that the view's own watermark names, so that it may
/// be done while orders come in. What is portable is read to where the log ends.
public final class Verification {

  private final Map<String, Object> reader;
  private final int partitions;

  /// @param reader properties of a consumer of committed records
  public Verification(Map<String, Object> reader, int partitions) {
    this.reader = Map.copyOf(reader);
    this.partitions = partitions;
  }

  /// What the comparison of one view found.
  ///
  /// @param events how many were folded
  public record Result(ReplayState.Difference difference, long events) {
    public boolean equal() {
      return difference.equal();
    }
  }

  /// Compares a projection's rows, and then those of each rollup.
  public <E, R> List<Result> compare(ProjectionHost<E, R> host) {
    List<Comparison> views = comparisons(host);
    long events = 0;
    for (int partition = 0; partition < partitions; partition++) {
      events += compare(host, partition, views);
    }
    long folded = events;
    return views.stream().map(view -> new Result(view.result(), folded)).toList();
  }

  /// Compares one partition of a projection's rows.
  public <E, R> List<Result> compare(ProjectionHost<E, R> host, int partition) {
    List<Comparison> views = comparisons(host);
    long events = compare(host, partition, views);
    return views.stream().map(view -> new Result(view.result(), events)).toList();
  }

  private <E, R> long compare(ProjectionHost<E, R> host, int partition, List<Comparison> views) {
    var fold = new Fold<>(host);
    var rows = new Snapshots(host, fold, partition, reader);
    LogReader.read(
        reader,
        new TopicPartition(host.eventTopic(), partition),
        rows.last(),
        record -> {
          rows.before(record.offset(), views);
          fold.take(record);
        });
    rows.before(Long.MAX_VALUE, views);
    return fold.mark().events();
  }

  /// What a whole log folds to, whichever cluster it lies in.
  ///
  /// @param topic of the rows, in their first version
  /// @param digest of the rows, with the number of an event in its partition for its offset
  /// @param events how many were folded
  public record Portable(String topic, String digest, long events) {}

  /// Digests of what a projection and its rollups make of all events that are there, whatever its
  /// view holds. A restore leaves them as they were: events have other offsets there, and the same
  /// order. Rows are digested as they are encoded, so both sides take one build and the same schema
  /// ids.
  public <E, R> List<Portable> portable(ProjectionHost<E, R> host) {
    List<String> topics = host.topics();
    List<RowDigest> digests = topics.stream().map(_ -> new RowDigest()).toList();
    long events = 0;
    for (int partition = 0; partition < partitions; partition++) {
      int in = partition;
      Fold<E, R> fold = Fold.numbered(host);
      LogReader.read(reader, new TopicPartition(host.eventTopic(), partition), fold::take);
      for (int view = 0; view < topics.size(); view++) {
        RowDigest digest = digests.get(view);
        fold.rows(view).forEachEncoded((key, row) -> digest.add(in, key, row));
      }
      events += fold.mark().events();
    }
    long folded = events;
    return IntStream.range(0, topics.size())
        .mapToObj(view -> new Portable(topics.get(view), digests.get(view).hex(), folded))
        .toList();
  }

  static <E, R> List<Comparison> comparisons(ProjectionHost<E, R> host) {
    List<Comparison> views = new ArrayList<>();
    views.add(new Comparison(host.rows().topic(), host.rows().codec()));
    host.rollups()
        .forEach(view -> views.add(new Comparison(view.rows().topic(), view.rows().codec())));
    return views;
  }
}
