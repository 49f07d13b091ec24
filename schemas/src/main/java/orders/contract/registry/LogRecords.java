package orders.contract.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import orders.contract.SchemaStore;
import orders.contract.SchemaText;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of the schemas topic, in Confluent's layout: JSON, keys of type SCHEMA and CONFIG.
///
/// The order of a key's fields is part of the layout, since compaction compares bytes.
final class LogRecords {

  private static final Logger LOG = LoggerFactory.getLogger(LogRecords.class);
  private static final JsonMapper JSON = new JsonMapper();

  private LogRecords() {}

  static byte[] key(RegistryChange change) {
    return bytes(
        switch (change) {
          case RegistryChange.Registered(RegisteredSchema added) ->
              JSON.createObjectNode()
                  .put("keytype", "SCHEMA")
                  .put("subject", added.subject())
                  .put("version", added.version())
                  .put("magic", 1);
          case RegistryChange.LevelSet set ->
              JSON.createObjectNode()
                  .put("keytype", "CONFIG")
                  .put("subject", set.subject().orElse(null))
                  .put("magic", 0);
        });
  }

  static byte[] value(RegistryChange change) {
    return bytes(
        switch (change) {
          case RegistryChange.Registered(RegisteredSchema added) ->
              JSON.createObjectNode()
                  .put("subject", added.subject())
                  .put("version", added.version())
                  .put("id", added.id())
                  .put("schema", added.schema().toString())
                  .put("deleted", false);
          case RegistryChange.LevelSet set ->
              JSON.createObjectNode().put("compatibilityLevel", set.level().name());
        });
  }

  /// Reads one record; empty, with a warning, for one that is not ours: the rest stays readable.
  static Optional<RegistryChange> read(long offset, byte[] key, byte[] value) {
    try {
      JsonNode keyed = JSON.readTree(key);
      JsonNode valued = JSON.readTree(value);
      return switch (keyed.path("keytype").asText()) {
        case "SCHEMA" -> Optional.of(registered(valued));
        case "CONFIG" -> Optional.of(levelSet(keyed, valued));
        default -> Optional.empty();
      };
    } catch (IOException | SchemaStore.InvalidSchema | IllegalArgumentException e) {
      LOG.warn("The record at offset {} of the schemas topic is not readable: {}", offset, e);
      return Optional.empty();
    }
  }

  private static RegistryChange registered(JsonNode value) {
    Schema schema = SchemaText.parse(value.required("schema").asText());
    return new RegistryChange.Registered(
        new RegisteredSchema(
            value.required("subject").asText(),
            value.required("version").asInt(),
            value.required("id").asInt(),
            schema));
  }

  private static RegistryChange levelSet(JsonNode key, JsonNode value) {
    return new RegistryChange.LevelSet(
        key.path("subject").isTextual()
            ? Optional.of(key.path("subject").asText())
            : Optional.empty(),
        Level.valueOf(value.required("compatibilityLevel").asText()));
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always writable", e);
    }
  }
}
