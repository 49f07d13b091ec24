package orders.contract.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import orders.contract.SchemaStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of the schemas topic, in Confluent's layout: JSON, keys of three types.
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
          case RegistryChange.ModeSet set ->
              JSON.createObjectNode()
                  .put("keytype", "MODE")
                  .put("subject", set.subject().orElse(null))
                  .put("magic", 0);
        });
  }

  static byte[] value(RegistryChange change) {
    return bytes(
        switch (change) {
          case RegistryChange.Registered(RegisteredSchema added) -> version(added);
          case RegistryChange.LevelSet set ->
              JSON.createObjectNode().put("compatibilityLevel", set.level().name());
          case RegistryChange.ModeSet set -> JSON.createObjectNode().put("mode", set.mode().name());
        });
  }

  private static ObjectNode version(RegisteredSchema added) {
    ObjectNode value =
        JSON.createObjectNode()
            .put("subject", added.subject())
            .put("version", added.version())
            .put("id", added.id());
    if (!added.definition().references().isEmpty()) {
      value.set("references", SchemaJson.references(added.definition()));
    }
    return value.put("schema", added.definition().text()).put("deleted", false);
  }

  /// Reads one record; empty, with a warning, for one that is not ours: the rest stays readable.
  ///
  /// @param book what was read before it, which it may refer to
  static Optional<RegistryChange> read(SchemaBook book, long offset, byte[] key, byte[] value) {
    try {
      JsonNode keyed = JSON.readTree(key);
      JsonNode valued = JSON.readTree(value);
      return switch (keyed.path("keytype").asText()) {
        case "SCHEMA" -> Optional.of(registered(book, valued));
        case "CONFIG" -> Optional.of(levelSet(keyed, valued));
        case "MODE" -> Optional.of(modeSet(keyed, valued));
        default -> Optional.empty();
      };
    } catch (IOException | SchemaStore.InvalidSchema | IllegalArgumentException e) {
      LOG.warn("The record at offset {} of the schemas topic is not readable: {}", offset, e);
      return Optional.empty();
    }
  }

  /// Takes out what a record without a value says is no more. We write none, others over the same
  /// topic may; who reads it from the beginning later will never have seen it.
  static void forget(SchemaBook book, long offset, byte[] key) {
    try {
      JsonNode keyed = JSON.readTree(key);
      switch (keyed.path("keytype").asText()) {
        case "SCHEMA" ->
            book.forgetVersion(
                keyed.required("subject").asText(), keyed.required("version").asInt());
        case "CONFIG" -> book.forgetLevel(subject(keyed));
        case "MODE" -> book.forgetMode(subject(keyed));
        default -> LOG.debug("offset {} of the schemas topic ends nothing of ours", offset);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The record at offset {} of the schemas topic is not readable: {}", offset, e);
    }
  }

  private static RegistryChange registered(SchemaBook book, JsonNode value) {
    Definition definition =
        Definition.parse(
            value.required("schema").asText(),
            SchemaJson.references(value),
            used -> book.version(used.subject(), used.version()).map(RegisteredSchema::definition));
    return new RegistryChange.Registered(
        new RegisteredSchema(
            value.required("subject").asText(),
            value.required("version").asInt(),
            value.required("id").asInt(),
            definition));
  }

  private static RegistryChange levelSet(JsonNode key, JsonNode value) {
    return new RegistryChange.LevelSet(
        subject(key), Level.valueOf(value.required("compatibilityLevel").asText()));
  }

  private static RegistryChange modeSet(JsonNode key, JsonNode value) {
    return new RegistryChange.ModeSet(subject(key), Mode.valueOf(value.required("mode").asText()));
  }

  private static Optional<String> subject(JsonNode key) {
    return Optional.of(key.path("subject")).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always writable", e);
    }
  }
}
