package orders.contract;

import java.util.List;
import org.apache.avro.Schema;

/// Parses schemas that others wrote.
public final class SchemaText {

  private SchemaText() {}

  /// Parses a schema that stands alone.
  ///
  /// @throws SchemaStore.InvalidSchema when the text is none
  public static Schema parse(String text) {
    return parse(List.of(), text);
  }

  /// Parses a schema that uses types of others.
  ///
  /// @param others each after those it uses itself
  /// @throws SchemaStore.InvalidSchema when one of the texts is none
  public static Schema parse(List<String> others, String text) {
    Schema.Parser parser = new Schema.Parser();
    try {
      others.forEach(parser::parse);
      return parser.parse(text);
    } catch (RuntimeException e) {
      // Avro 1.12.2 meets an unknown type with a NullPointerException, and other errors otherwise.
      throw new SchemaStore.InvalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
