package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Schemas and their references as Confluent writes them, on the wire and in the log.
final class SchemaJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SchemaJson() {}

  /// A version of a subject, as it is answered.
  static ObjectNode described(RegisteredSchema version) {
    ObjectNode answer =
        JSON.objectNode()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id());
    return withText(answer, version.definition());
  }

  /// Adds a schema to an answer. The type is left out for Avro by Confluent, and asked for by some.
  static ObjectNode withText(ObjectNode answer, Definition definition) {
    answer.put("schemaType", "AVRO");
    if (!definition.references().isEmpty()) {
      answer.set("references", references(definition));
    }
    return answer.put("schema", definition.text());
  }

  static ArrayNode references(Definition definition) {
    ArrayNode array = JSON.arrayNode();
    for (SchemaReference reference : definition.references()) {
      array
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
    return array;
  }

  /// The references in an object; none when it has no such field.
  ///
  /// @throws IllegalArgumentException when one lacks a part
  static List<SchemaReference> references(JsonNode object) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode reference : object.path("references")) {
      references.add(
          new SchemaReference(
              reference.required("name").asText(),
              reference.required("subject").asText(),
              reference.required("version").asInt()));
    }
    return references;
  }
}
