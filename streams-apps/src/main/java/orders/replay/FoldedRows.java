package orders.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import orders.engine.Codec;
import org.jspecify.annotations.Nullable;

/// Rows of one view by key. What a row is encoded to is kept until it changes.
final class FoldedRows<T> {

  private final Codec<T> codec;
  private final Map<String, Row<T>> rows = new HashMap<>();

  FoldedRows(Codec<T> codec) {
    this.codec = codec;
  }

  private static final class Row<T> {
    private T value;
    private byte @Nullable [] bytes;

    Row(T value) {
      this.value = value;
    }
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
      return row == null ? Optional.empty() : Optional.of(row.value);
    }

    void set(T value) {
      if (row == null) {
        row = new Row<>(value);
        rows.put(key, row);
      } else {
        row.value = value;
        row.bytes = null;
      }
    }
  }

  Place at(String key) {
    return new Place(key);
  }

  int size() {
    return rows.size();
  }

  boolean has(String key) {
    return rows.containsKey(key);
  }

  /// A row as it lies in a topic; null when there is none.
  byte @Nullable [] encoded(String key) {
    Row<T> row = rows.get(key);
    return row == null ? null : encoded(row);
  }

  /// A row as it lies in a topic, and what somebody else holds under its key.
  interface Against {
    void row(String key, byte[] folded, byte @Nullable [] held);
  }

  /// Each row beside the one that is held. Of the same bytes twice only the held ones are kept.
  void forEachAgainst(Map<String, byte[]> held, Against each) {
    rows.forEach(
        (key, row) -> {
          byte[] other = held.get(key);
          if (Arrays.equals(encoded(row), other)) {
            row.bytes = other;
          }
          each.row(key, encoded(row), other);
        });
  }

  /// Each row as it lies in a topic.
  void forEachEncoded(BiConsumer<String, byte[]> each) {
    rows.forEach((key, row) -> each.accept(key, encoded(row)));
  }

  void forEach(BiConsumer<String, T> each) {
    rows.forEach((key, row) -> each.accept(key, row.value));
  }

  private byte[] encoded(Row<T> row) {
    byte[] bytes = row.bytes;
    if (bytes == null) {
      bytes = codec.encode(row.value);
      row.bytes = bytes;
    }
    return bytes;
  }
}
