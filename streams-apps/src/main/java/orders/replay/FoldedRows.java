package orders.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import orders.engine.Codec;
import org.jspecify.annotations.Nullable;

/// Rows of one view by key, beside those that readers see, if somebody has told of them. What a row
/// is encoded to is kept until it changes.
final class FoldedRows<T> {

  private final Codec<T> codec;
  private final Map<String, Row<T>> rows = new HashMap<>();
  private int folded;
  private int held;

  FoldedRows(Codec<T> codec) {
    this.codec = codec;
  }

  /// @param <T> what was folded; nothing yet, or never, where only readers see such a row
  private static final class Row<T> {
    private @Nullable T value;
    private byte @Nullable [] bytes;
    private byte @Nullable [] held;
  }

  /// A place among the rows: an event looks it up once, to read and to write.
  final class Place {
    private final String key;
    private @Nullable Row<T> row;

    private Place(String key) {
      this.key = key;
      this.row = rows.get(key);
    }

    Optional<T> get() {
      return row == null ? Optional.empty() : Optional.ofNullable(row.value);
    }

    void set(T value) {
      Row<T> to = row;
      if (to == null) {
        to = new Row<>();
        row = to;
        rows.put(key, to);
      }
      folded += to.value == null ? 1 : 0;
      to.value = value;
      to.bytes = null;
    }
  }

  Place at(String key) {
    return new Place(key);
  }

  /// Takes a row as readers see it, in the place of the one before.
  ///
  /// @param row null where it was removed
  void hold(String key, byte @Nullable [] row) {
    Row<T> to = rows.computeIfAbsent(key, _ -> new Row<>());
    held += (row == null ? 0 : 1) - (to.held == null ? 0 : 1);
    to.held = row;
    if (row == null && to.value == null) {
      rows.remove(key);
    }
  }

  /// How many readers see.
  int held() {
    return held;
  }

  /// Forgets what readers see.
  void release() {
    held = 0;
    rows.values()
        .removeIf(
            row -> {
              row.held = null;
              return row.value == null;
            });
  }

  /// A row that was folded, that is held, or both.
  interface Against {
    void row(String key, byte @Nullable [] folded, byte @Nullable [] held);
  }

  /// Each row beside the one that is held. Of the same bytes twice only the held ones are kept.
  void forEachAgainst(Against each) {
    rows.forEach(
        (key, row) -> {
          byte[] bytes = row.value == null ? null : encoded(row, row.value);
          if (bytes != null && Arrays.equals(bytes, row.held)) {
            row.bytes = row.held;
          }
          each.row(key, bytes, row.held);
        });
  }

  /// Each row as it lies in a topic.
  void forEachEncoded(BiConsumer<String, byte[]> each) {
    rows.forEach(
        (key, row) -> {
          if (row.value != null) {
            each.accept(key, encoded(row, row.value));
          }
        });
  }

  void forEach(BiConsumer<String, T> each) {
    rows.forEach(
        (key, row) -> {
          if (row.value != null) {
            each.accept(key, row.value);
          }
        });
  }

  /// Compares rows that come in the order in which [#forEachEncoded] has told of them.
  ReadBack readBack() {
    return new ReadBack();
  }

  /// What was read so far of rows that were written.
  final class ReadBack {
    private final Iterator<Map.Entry<String, Row<T>>> next = rows.entrySet().iterator();
    private int equal;
    private int other;

    void row(String key, byte @Nullable [] bytes) {
      Map.Entry<String, Row<T>> wanted = wanted();
      boolean same =
          wanted != null
              && wanted.getKey().equals(key)
              && Arrays.equals(bytes, wanted.getValue().bytes);
      equal += same ? 1 : 0;
      other += same ? 0 : 1;
    }

    private Map.@Nullable Entry<String, Row<T>> wanted() {
      while (next.hasNext()) {
        Map.Entry<String, Row<T>> row = next.next();
        if (row.getValue().value != null) {
          return row;
        }
      }
      return null;
    }

    /// Whether every row was read as it was written, and no other.
    boolean whole() {
      return equal == folded && other == 0;
    }
  }

  private byte[] encoded(Row<T> row, T value) {
    byte[] bytes = row.bytes;
    if (bytes == null) {
      bytes = codec.encode(value);
      row.bytes = bytes;
    }
    return bytes;
  }
}
