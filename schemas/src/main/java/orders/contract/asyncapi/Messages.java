package orders.contract.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
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

  private static final Map<String, String> ENVELOPE = envelope();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private Messages() {}

  /// The names of a topic's messages.
  static List<String> of(Topic topic) {
    if (!topic.schemas().isEmpty()) {
      return topic.schemas();
    }
    return List.of(topic.deadLettersOf().isPresent() ? DEAD_LETTER : JSON_RECORD);
  }

  static ObjectNode components(Catalogue catalogue) {
    ObjectNode components = JSON.objectNode();
    ObjectNode messages = components.putObject("messages");
    catalogue.topics().values().stream()
        .flatMap(topic -> topic.schemas().stream())
        .distinct()
        .sorted()
        .forEach(name -> messages.set(name, avro(name)));
    messages.set(DEAD_LETTER, deadLetter());
    messages.set(
        JSON_RECORD,
        JSON.objectNode()
            .put("name", JSON_RECORD)
            .put("summary", "A record of our own bookkeeping, JSON.")
            .put("contentType", "application/json"));
    components.putObject("schemas").set("Envelope", headers(ENVELOPE));
    return components;
  }

  private static ObjectNode avro(String name) {
    Schema schema = BundledSchemas.schema(BundledSchemas.type(name));
    ObjectNode message = JSON.objectNode().put("name", schema.getName());
    message.put("title", schema.getName()).put("summary", String.valueOf(schema.getDoc()));
    message.put("contentType", "application/avro");
    message.set("headers", AsyncApi.ref("components/schemas", "Envelope"));
    message.putObject("payload").put("schemaFormat", AVRO).set("schema", json(schema));
    ObjectNode binding = AsyncApi.kafka(message);
    binding.putObject("key").put("type", "string");
    binding.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", "confluent");
    binding.put("schemaLookupStrategy", "RecordNameStrategy");
    return message;
  }

  private static ObjectNode deadLetter() {
    ObjectNode message = JSON.objectNode().put("name", DEAD_LETTER);
    message.put("summary", "A record as it came, with the reason and where it stood.");
    message.put("contentType", "application/octet-stream");
    Map<String, String> headers = new TreeMap<>();
    headers.put("ce_deadletterreason", "why it is one");
    headers.put("ce_deadletterorigin", "where it stood, topic-partition@offset");
    headers.put("ce_deadletterleftbytes", "of one too large to be copied: its size");
    message.set("headers", headers(headers));
    return message;
  }

  private static ObjectNode headers(Map<String, String> names) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    names.forEach(
        (name, what) -> properties.putObject(name).put("type", "string").put("description", what));
    return schema;
  }

  private static Map<String, String> envelope() {
    Map<String, String> names = new TreeMap<>();
    names.put("ce_specversion", "1.0");
    names.put("ce_id", "the same for the same message, however often it is told");
    names.put("ce_source", "who wrote it");
    names.put("ce_type", "simple name of the record");
    names.put("ce_subject", "the key");
    names.put("ce_time", "ISO 8601");
    names.put("ce_sequence", "of an event: the version of its aggregate, ten digits");
    names.put("ce_correlationid", "the first command of the chain");
    names.put("ce_causationid", "what it follows from");
    names.put("ce_dataschema", "path of the schema in the registry");
    names.put("content-type", "application/avro");
    names.put("traceparent", "W3C trace context");
    return names;
  }

  private static JsonNode json(Schema schema) {
    try {
      return MAPPER.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's text is JSON", e);
    }
  }
}
