package orders.contract;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/// What of a writer's schema would let a small value keep a reader busy without end: items that
/// take no bytes, of which an array may claim as many as it likes. A reader that skips a field
/// counts through all of them.
final class WriterSchemas {

  private WriterSchemas() {}

  /// Whether every array's items take bytes, so that a value's length bounds the work on it.
  static boolean bounded(Schema written) {
    return bounded(written, new HashSet<>());
  }

  private static boolean bounded(Schema schema, Set<String> seen) {
    return switch (schema.getType()) {
      case RECORD ->
          !seen.add(schema.getFullName())
              || schema.getFields().stream().allMatch(field -> bounded(field.schema(), seen));
      case ARRAY ->
          !empty(schema.getElementType(), new HashSet<>())
              && bounded(schema.getElementType(), seen);
      case MAP -> bounded(schema.getValueType(), seen);
      case UNION -> schema.getTypes().stream().allMatch(type -> bounded(type, seen));
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> true;
    };
  }

  /// Whether values of a schema may take no bytes.
  private static boolean empty(Schema schema, Set<String> seen) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD ->
          !seen.add(schema.getFullName())
              || schema.getFields().stream().allMatch(field -> empty(field.schema(), seen));
      case ARRAY, MAP, UNION, ENUM, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> false;
    };
  }
}
