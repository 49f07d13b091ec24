package orders.contract.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orders.contract.BundledSchemas;
import orders.contract.Catalogue;
import orders.contract.Topic;
import org.apache.avro.Schema;

/// What records carry, as AsyncAPI messages.
final class Messages {

  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final String DEAD_LETTER = "DeadLetter";
  private static final String JSON_RECORD = "JsonRecord";
  private static final String AS_JSON = ".json";
  private static final String TOMBSTONE = "Tombstone";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private Messages() {}

  /// The names of a topic's messages.
  static List<String> of(Catalogue catalogue, Topic topic) {
    List<String> names = new ArrayList<>(topic.schemas());
    asJson(catalogue, topic).forEach(name -> names.add(name + AS_JSON));
    if (names.isEmpty()) {
      names.add(topic.deadLettersOf().isPresent() ? DEAD_LETTER : JSON_RECORD);
    }
    if (topic.cleanup() == Topic.Cleanup.COMPACT) {
      names.add(TOMBSTONE);
    }
    return names;
  }

  static ObjectNode components(Catalogue catalogue, Installation.Format format) {
    ObjectNode components = JSON.objectNode();
    ObjectNode messages = components.putObject("messages");
    SortedMap<String, Kind> kinds = new TreeMap<>();
    catalogue
        .topics()
        .values()
        .forEach(topic -> topic.schemas().forEach(name -> kinds.put(name, Kind.of(topic))));
    kinds.forEach((name, kind) -> messages.set(name, avro(name, kind, format)));
    for (Topic topic : catalogue.topics().values()) {
      asJson(catalogue, topic).forEach(name -> messages.set(name + AS_JSON, json(name)));
    }
    messages.set(
        DEAD_LETTER,
        plain(DEAD_LETTER, "A record as it came, with the reason and where it stood.")
            .put("contentType", "application/octet-stream")
            .set("headers", headersOf(Kind.DEAD_LETTER)));
    messages.set(
        JSON_RECORD,
        plain(JSON_RECORD, "A record of our own bookkeeping, JSON.")
            .put("contentType", "application/json"));
    ObjectNode tombstone = plain(TOMBSTONE, "No value: what was under the key is no more.");
    tombstone.putObject("payload").put("type", "null");
    messages.set(TOMBSTONE, tombstone);
    ObjectNode schemas = components.putObject("schemas");
    for (Kind kind : Kind.values()) {
      schemas.set(kind.headersName(), headers(kind.headers()));
    }
    return components;
  }

  /// The records that a topic carries as JSON.
  private static List<String> asJson(Catalogue catalogue, Topic topic) {
    return topic.jsonOf().map(other -> catalogue.topic(other).schemas()).orElse(List.of());
  }

  private static ObjectNode json(String name) {
    Schema schema = BundledSchemas.schema(BundledSchemas.type(name));
    ObjectNode message = plain(schema.getName(), String.valueOf(schema.getDoc()));
    message.put("title", schema.getName()).put("contentType", "application/json");
    message.set("headers", headersOf(Kind.JSON));
    ObjectNode payload = message.putObject("payload").put("type", "object");
    ObjectNode fields = payload.putObject("properties");
    ArrayNode required = payload.putArray("required");
    for (Schema.Field field : schema.getFields()) {
      ObjectNode one = fields.putObject(field.name()).put("type", jsonType(field.schema()));
      one.put("description", String.valueOf(field.doc()));
      required.add(field.name());
    }
    AsyncApi.kafka(message).putObject("key").put("type", "string");
    return message;
  }

  private static String jsonType(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "string";
      case INT, LONG -> "integer";
      case BOOLEAN -> "boolean";
      case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, BYTES, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("a topic of JSON carries no " + schema.getType());
    };
  }

  private static ObjectNode plain(String name, String summary) {
    return JSON.objectNode().put("name", name).put("summary", summary);
  }

  private static ObjectNode headersOf(Kind kind) {
    return AsyncApi.ref("components/schemas", kind.headersName());
  }

  private static ObjectNode avro(String name, Kind kind, Installation.Format format) {
    Schema schema = BundledSchemas.schema(BundledSchemas.type(name));
    ObjectNode message = plain(schema.getName(), String.valueOf(schema.getDoc()));
    message.put("title", schema.getName()).put("contentType", "application/avro");
    message.set("headers", headersOf(kind));
    message.putObject("payload").put("schemaFormat", AVRO).set("schema", tree(schema));
    ObjectNode binding = AsyncApi.kafka(message);
    binding.putObject("key").put("type", "string");
    binding.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", format.vendor);
    binding.put("schemaLookupStrategy", "RecordNameStrategy");
    return message;
  }

  private static ObjectNode headers(Map<String, String> names) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    names.forEach(
        (name, what) -> properties.putObject(name).put("type", "string").put("description", what));
    return schema;
  }

  private static JsonNode tree(Schema schema) {
    try {
      return MAPPER.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's text is JSON", e);
    }
  }
}
