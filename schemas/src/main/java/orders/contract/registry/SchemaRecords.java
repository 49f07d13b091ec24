package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// The records of `_schemas`, laid out as Confluent's registry writes them.
final class SchemaRecords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaRecords() {}

  static byte[] key(RegisteredSchema s) {
    return bytes(
        JSON.createObjectNode()
            .put("keytype", "SCHEMA")
            .put("subject", s.subject())
            .put("version", s.version())
            .put("magic", 1));
  }

  static byte[] value(RegisteredSchema s) {
    return bytes(
        JSON.createObjectNode()
            .put("subject", s.subject())
            .put("version", s.version())
            .put("id", s.id())
            .put("schema", s.schema().toString())
            .put("deleted", false));
  }

  /// The schema that a record registers; empty for records of other kinds.
  static Optional<RegisteredSchema> read(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      return Optional.empty();
    }
    try {
      if (!JSON.readTree(key).path("keytype").asText().equals("SCHEMA")) {
        return Optional.empty();
      }
      JsonNode s = JSON.readTree(value);
      return Optional.of(
          new RegisteredSchema(
              s.path("subject").asText(),
              s.path("version").asInt(),
              s.path("id").asInt(),
              new Schema.Parser().parse(s.path("schema").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException("a record of _schemas is not JSON", e);
    }
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
