package orders.contract.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/// How a subject's next schema must relate to the ones before; Confluent's seven levels.
public enum Level {
  NONE(false, false, false),
  /// The new schema reads what the latest wrote.
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  /// The latest schema reads what the new one writes.
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  /// New and old read one another, back to the first: what a log that is replayed whole needs.
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  Level(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /// Why the next schema is refused; empty when it is not.
  ///
  /// @param earlier the subject's schemas, oldest first
  public List<String> conflicts(Schema next, List<Schema> earlier) {
    List<Schema> compared = transitive || earlier.isEmpty() ? earlier : List.of(earlier.getLast());
    return compared.stream().flatMap(old -> conflicts(next, old).stream()).toList();
  }

  private List<String> conflicts(Schema next, Schema old) {
    List<String> found = new ArrayList<>();
    if (backward) {
      found.addAll(unreadable(next, old, "the new schema cannot read the old one's records"));
    }
    if (forward) {
      found.addAll(unreadable(old, next, "the old schema cannot read the new one's records"));
    }
    return found;
  }

  private static List<String> unreadable(Schema reader, Schema writer, String what) {
    SchemaCompatibility.SchemaCompatibilityResult result;
    try {
      result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    } catch (AvroRuntimeException e) {
      // Thrown for an alias that makes two of the writer's fields one.
      return List.of(what + ": " + e.getMessage());
    }
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return List.of();
    }
    return result.getIncompatibilities().stream()
        .map(
            found ->
                "%s: %s at %s: %s"
                    .formatted(what, found.getType(), found.getLocation(), found.getMessage()))
        .toList();
  }
}
