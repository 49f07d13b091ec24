package orders.contract.evolution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;

/// Turns a JSON pointer into a schema, as Avro gives it, into the name of a field.
final class FieldPath {

  private FieldPath() {}

  /// The names on the way, such as `lines[].sku`.
  ///
  /// @param pointer such as `/fields/1/type/items/fields/0`
  static String of(Schema schema, String pointer) {
    Deque<String> steps = new ArrayDeque<>(List.of(pointer.split("/")));
    StringBuilder path = new StringBuilder();
    Schema here = schema;
    while (!steps.isEmpty()) {
      String step = steps.removeFirst();
      switch (step) {
        case "fields" -> {
          Schema.Field field = here.getFields().get(Integer.parseInt(steps.removeFirst()));
          path.append(path.isEmpty() ? "" : ".").append(field.name());
          here = field.schema();
        }
        case "items" -> {
          path.append("[]");
          here = here.getElementType();
        }
        case "values" -> {
          path.append("{}");
          here = here.getValueType();
        }
        default -> here = branch(here, step);
      }
    }
    return path.toString();
  }

  /// A number picks from a union; the other steps (`type`, `symbols`, `name`) stay where they are.
  private static Schema branch(Schema here, String step) {
    boolean picks = here.getType() == Schema.Type.UNION && step.matches("\\d+");
    return picks ? here.getTypes().get(Integer.parseInt(step)) : here;
  }
}
