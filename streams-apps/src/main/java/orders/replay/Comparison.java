package orders.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orders.engine.Codec;
import org.jspecify.annotations.Nullable;

/// Rows that were folded against rows that are held, summed up over the partitions of a topic.
final class Comparison {

  /// Rows shown of those that differ.
  static final int SAMPLES_MAX = 20;

  private final String topic;
  private final RowFields<?> fields;
  private final RowDigest folded = new RowDigest();
  private final RowDigest held = new RowDigest();
  private final List<ReplayState.Sample> samples = new ArrayList<>();
  private long rows;
  private long added;
  private long removed;
  private long changed;

  /// @param codec of the rows, for those that are shown to a person
  Comparison(String topic, Codec<?> codec) {
    this.topic = topic;
    this.fields = new RowFields<>(codec);
  }

  /// Compares one partition. What takes long is done before others have to wait.
  void add(int partition, FoldedRows<?> view) {
    var part = new Part(partition);
    view.forEachAgainst(part::row);
    synchronized (this) {
      rows += view.held();
      folded.add(part.folded);
      held.add(part.held);
      part.differing.forEach(this::differs);
      part.removed.forEach(this::differs); // what is shown of many are rather those that changed
    }
  }

  private void differs(Differing row) {
    if (row.held() == null) {
      added++;
    } else if (row.folded() == null) {
      removed++;
    } else {
      changed++;
    }
    if (samples.size() < SAMPLES_MAX) {
      samples.add(fields.sample(row.key(), row.folded(), row.held()));
    }
  }

  synchronized ReplayState.Difference result() {
    return new ReplayState.Difference(
        topic, rows, folded.hex(), held.hex(), added, removed, changed, List.copyOf(samples));
  }

  private record Differing(String key, byte @Nullable [] folded, byte @Nullable [] held) {}

  /// What one partition adds. A row that is the same on both sides is digested once.
  private static final class Part {
    private final int partition;
    private final RowDigest folded = new RowDigest();
    private final RowDigest held = new RowDigest();
    private final List<Differing> differing = new ArrayList<>();
    private final List<Differing> removed = new ArrayList<>();

    Part(int partition) {
      this.partition = partition;
    }

    void row(String key, byte @Nullable [] row, byte @Nullable [] other) {
      if (row != null && Arrays.equals(row, other)) {
        long[] words = folded.row(partition, key, row);
        folded.add(words);
        held.add(words);
        return;
      }
      if (row != null) {
        folded.add(partition, key, row);
      }
      if (other != null) {
        held.add(partition, key, other);
      }
      (row == null ? removed : differing).add(new Differing(key, row, other));
    }
  }
}
