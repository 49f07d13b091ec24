package orders.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import orders.contract.UndecodableRecord;
import orders.engine.Codec;
import org.jspecify.annotations.Nullable;

/// Two versions of a row side by side, for a person: as text, and the fields that differ.
///
/// @param <R> rows
record RowFields<R>(Codec<R> codec) {

  private static final String WHOLE = "";

  /// @param folded null when only the view has it, and `held` when only the fold has
  ReplayState.Sample sample(String key, byte @Nullable [] folded, byte @Nullable [] held) {
    return new ReplayState.Sample(
        key,
        text(folded),
        text(held),
        folded == null || held == null ? List.of() : both(folded, held));
  }

  private String text(byte @Nullable [] row) {
    if (row == null) {
      return "";
    }
    try {
      return String.valueOf(codec.decode(row));
    } catch (UndecodableRecord e) {
      return "no row: " + e.getMessage();
    }
  }

  /// Fields in the order of their names; those of a record in the row have its name in front.
  private List<String> both(byte[] folded, byte[] held) {
    Optional<R> left = decoded(folded);
    Optional<R> right = decoded(held);
    if (left.isEmpty() || right.isEmpty()) {
      return List.of();
    }
    TreeSet<String> differing = new TreeSet<>();
    collect(
        WHOLE,
        ControlJson.JSON.valueToTree(left.get()),
        ControlJson.JSON.valueToTree(right.get()),
        differing);
    return List.copyOf(differing);
  }

  private static void collect(
      String name, JsonNode left, JsonNode right, TreeSet<String> differing) {
    if (left.equals(right)) {
      return;
    }
    if (!left.isObject() || !right.isObject()) {
      differing.add(name);
      return;
    }
    TreeSet<String> names = new TreeSet<>();
    left.fieldNames().forEachRemaining(names::add);
    right.fieldNames().forEachRemaining(names::add);
    for (String field : names) {
      String path = name.isEmpty() ? field : name + "." + field;
      collect(path, left.path(field), right.path(field), differing);
    }
  }

  /// A row that is held may be none.
  private Optional<R> decoded(byte[] row) {
    try {
      return Optional.of(codec.decode(row));
    } catch (UndecodableRecord e) {
      return Optional.empty();
    }
  }
}
