package orders.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// Folds an event topic from zero and compares every row, byte for byte, with what its view holds.
///
/// Each partition is compared at the position that the view's own watermark names, so that it may
/// be done while orders come in.
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

  static <E, R> List<Comparison> comparisons(ProjectionHost<E, R> host) {
    List<Comparison> views = new ArrayList<>();
    views.add(new Comparison(host.rows().topic(), host.rows().codec()));
    host.rollups()
        .forEach(view -> views.add(new Comparison(view.rows().topic(), view.rows().codec())));
    return views;
  }
}
