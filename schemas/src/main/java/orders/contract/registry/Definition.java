package orders.contract.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import orders.contract.SchemaStore;
import orders.contract.SchemaText;
import org.apache.avro.Schema;

/// A schema as somebody registers it.
///
/// @param schema whole, with the types that it refers to
/// @param text as it is kept and handed out, without them
public record Definition(Schema schema, String text, List<SchemaReference> references) {

  public Definition {
    references = List.copyOf(references);
  }

  /// A schema that stands alone.
  public static Definition of(Schema schema) {
    return new Definition(schema, schema.toString(), List.of());
  }

  /// Parses a schema.
  ///
  /// @param known finds what is referred to
  /// @throws SchemaStore.InvalidSchema when the text is none, or something referred to is missing
  public static Definition parse(
      String text,
      List<SchemaReference> references,
      Function<SchemaReference, Optional<Definition>> known) {
    List<Definition> others = new ArrayList<>();
    collect(others, references, known, new HashSet<>());
    Schema schema = SchemaText.parse(others.stream().map(Definition::text).toList(), text);
    List<Schema> apart = others.stream().map(Definition::schema).toList();
    return new Definition(schema, apart(schema, apart), references);
  }

  /// Avro deprecates what its formatters cannot do: to write a schema without what it refers to.
  @SuppressWarnings("deprecation")
  private static String apart(Schema schema, List<Schema> others) {
    return schema.toString(others, false);
  }

  /// Each after those that it uses itself.
  private static void collect(
      List<Definition> others,
      List<SchemaReference> references,
      Function<SchemaReference, Optional<Definition>> known,
      Set<SchemaReference> seen) {
    for (SchemaReference reference : references) {
      if (seen.add(reference)) {
        Definition other =
            known
                .apply(reference)
                .orElseThrow(
                    () ->
                        new SchemaStore.InvalidSchema(
                            "no version %d of %s to refer to"
                                .formatted(reference.version(), reference.subject())));
        collect(others, other.references(), known, seen);
        others.add(other);
      }
    }
  }

  /// Whether a registry takes both for one: documentation and references count.
  boolean same(Definition other) {
    return text.equals(other.text) && references.equals(other.references);
  }
}
