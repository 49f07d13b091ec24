package orders.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows that were folded against rows that are held, summed up over the partitions of a topic.
final class Comparison {

  /// Rows shown of those that differ.
  static final int SAMPLES_MAX = 20;

  private final String topic;
  private final Shown shown;
  private final RowDigest folded = new RowDigest();
  private final RowDigest held = new RowDigest();
  private final List<ReplayState.Sample> samples = new ArrayList<>();
  private long rows;
  private long added;
  private long removed;
  private long changed;

  /// @param shown how a row is shown to a person
  Comparison(String topic, Shown shown) {
    this.topic = topic;
    this.shown = shown;
  }

  /// A row as text.
  interface Shown {
    String text(byte[] row);
  }

  synchronized void add(int partition, Map<String, byte[]> fold, Map<String, byte[]> view) {
    rows += view.size();
    fold.forEach((key, row) -> folded.add(partition, key, row));
    view.forEach((key, row) -> held.add(partition, key, row));
    fold.forEach(
        (key, row) -> {
          byte[] other = view.get(key);
          if (other == null) {
            added++;
            sample(key, row, null);
          } else if (!Arrays.equals(row, other)) {
            changed++;
            sample(key, row, other);
          }
        });
    view.forEach(
        (key, row) -> {
          if (!fold.containsKey(key)) {
            removed++;
            sample(key, null, row);
          }
        });
  }

  private void sample(String key, byte @Nullable [] fold, byte @Nullable [] view) {
    if (samples.size() < SAMPLES_MAX) {
      samples.add(
          new ReplayState.Sample(
              key, fold == null ? "" : shown.text(fold), view == null ? "" : shown.text(view)));
    }
  }

  synchronized ReplayState.Difference result() {
    return new ReplayState.Difference(
        topic, rows, folded.hex(), held.hex(), added, removed, changed, List.copyOf(samples));
  }
}
