package orders.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Rows under their keys, in the order of their keys, and in the order of each index.
final class IndexedRows<R> {

  private final ViewSpec<R> view;
  private final Map<String, Held> rows = new HashMap<>();
  private final NavigableMap<String, Held> ordered = new TreeMap<>();
  private final NavigableMap<String, String> index = new TreeMap<>();

  IndexedRows(ViewSpec<R> view) {
    this.view = view;
  }

  /// A row as it came, and its index entries, kept so that a change need not read it again. It is
  /// changed in place: most changes are to rows that are there, and a descent through the ordered
  /// keys costs more than the rest of a change.
  private static final class Held {
    private byte[] value = {};
    private List<String> entries = List.of();

    byte[] value() {
      return value;
    }
  }

  Optional<byte[]> get(String key) {
    return Optional.ofNullable(rows.get(key)).map(Held::value);
  }

  void remove(String key) {
    Held gone = rows.remove(key);
    if (gone != null) {
      ordered.remove(key);
      gone.entries.forEach(index::remove);
    }
  }

  /// @throws orders.contract.UndecodableRecord when it is no row; all stays as it was then
  void keep(String key, byte[] value) {
    List<String> entries = entries(key, value);
    Held held = rows.get(key);
    if (held == null) {
      held = new Held();
      rows.put(key, held);
      ordered.put(key, held);
    }
    held.value = value;
    if (!entries.equals(held.entries)) {
      held.entries.stream().filter(e -> !entries.contains(e)).forEach(index::remove);
      entries.forEach(entry -> index.put(entry, key));
      held.entries = entries;
    }
  }

  List<ViewTable.Row> range(ViewReader.Range range, Optional<String> after, int limit) {
    boolean byKey = range.index().isEmpty() || range.index().equals(ViewSpec.BY_KEY);
    return byKey ? rangeOfKeys(range, after, limit) : rangeOfIndex(range, after, limit);
  }

  void clear() {
    rows.clear();
    ordered.clear();
    index.clear();
  }

  private List<ViewTable.Row> rangeOfKeys(
      ViewReader.Range range, Optional<String> after, int limit) {
    String from = after.orElse(range.from());
    var start = ordered.tailMap(from, after.isEmpty());
    var scanned = range.to().isEmpty() ? start : start.headMap(max(from, range.to()), true);
    List<ViewTable.Row> found = new ArrayList<>();
    for (Map.Entry<String, Held> row : scanned.entrySet()) {
      if (found.size() == limit) {
        break;
      }
      found.add(new ViewTable.Row(row.getKey(), row.getValue().value()));
    }
    return found;
  }

  private List<ViewTable.Row> rangeOfIndex(
      ViewReader.Range range, Optional<String> after, int limit) {
    String prefix = range.index() + "\u0000";
    String from = prefix + after.orElse(range.from());
    String to = prefix + range.to() + "\u0001";
    List<ViewTable.Row> found = new ArrayList<>();
    for (var entry : index.subMap(from, after.isEmpty(), max(from, to), true).entrySet()) {
      if (found.size() == limit) {
        break;
      }
      get(entry.getValue())
          .ifPresent(value -> found.add(new ViewTable.Row(entry.getValue(), value)));
    }
    return found;
  }

  private List<String> entries(String key, byte[] value) {
    R row = view.codec().decode(value);
    List<String> entries = new ArrayList<>();
    view.indexes()
        .forEach(
            (name, values) ->
                values.apply(row).forEach(v -> entries.add(name + "\u0000" + v + "\u0000" + key)));
    return entries;
  }

  private static String max(String left, String right) {
    return left.compareTo(right) >= 0 ? left : right;
  }
}
