package orders.contract.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orders.contract.SchemaStore;

/// A request, as far as the routes look at it.
///
/// @param path decoded segments
/// @param body at most [#BODY_BYTES_MAX] bytes of text
record RegistryRequest(String method, List<String> path, List<String> query, String body) {

  /// More than any schema has; Confluent's own limit is a Kafka record.
  static final int BODY_BYTES_MAX = 1_048_576;

  private static final Map<String, Integer> MISSING_CODES =
      Map.of("schema", 42201, "compatibility", 42203, "mode", 42204);

  /// Fields of a schema in Confluent's API that are for its rules and its catalogue.
  private static final List<String> NOT_KEPT = List.of("metadata", "ruleSet", "schemaTags");

  private static final JsonMapper JSON = new JsonMapper();

  static RegistryRequest read(String method, URI uri, InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      throw new RegistryError(413, 413, "a body has at most " + BODY_BYTES_MAX + " bytes");
    }
    String query = uri.getRawQuery();
    return new RegistryRequest(
        method,
        Arrays.stream(uri.getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(RegistryRequest::decoded)
            .toList(),
        query == null ? List.of() : List.of(query.split("&")),
        new String(bytes, StandardCharsets.UTF_8));
  }

  /// The same request as the routes below a first segment see it.
  RegistryRequest below() {
    return new RegistryRequest(method, path.subList(1, path.size()), query, body);
  }

  boolean asks(String parameter) {
    return query.contains(parameter + "=true");
  }

  /// The schema in the body.
  ///
  /// @param known finds what it refers to
  Definition definition(Function<SchemaReference, Optional<Definition>> known) {
    JsonNode json = json();
    String type = json.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryError.invalidSchema("this registry knows Avro only, not " + type);
    }
    refuseWhatIsNotKept(json);
    String text = text(json, "schema");
    try {
      return Definition.parse(text, SchemaJson.references(json), known);
    } catch (SchemaStore.InvalidSchema | IllegalArgumentException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /// What a sender believes to be kept, or done to the schema, and would miss later.
  private void refuseWhatIsNotKept(JsonNode json) {
    for (String field : NOT_KEPT) {
      if (!json.path(field).isEmpty()) {
        throw RegistryError.invalidSchema("this registry keeps no " + field + ": leave it out");
      }
    }
    if (asks("normalize")) {
      throw RegistryError.invalidSchema(
          "this registry keeps schemas as they are sent: leave normalize=true out");
    }
  }

  /// The level in the body.
  Level level() {
    String name = text(json(), "compatibility");
    try {
      return Level.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidLevel(name);
    }
  }

  /// The mode in the body.
  Mode mode() {
    String name = text(json(), "mode");
    try {
      return Mode.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidMode(name);
    }
  }

  private JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new RegistryError(400, 400, "the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new RegistryError(422, MISSING_CODES.getOrDefault(field, 422), "no " + field);
    }
    return json.path(field).asText();
  }

  private static String decoded(String segment) {
    try {
      // In a path, unlike in a form, a plus is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RegistryError.noPath();
    }
  }
}
