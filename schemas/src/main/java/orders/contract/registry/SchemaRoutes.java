package orders.contract.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// `/schemas`: what is behind an id.
final class SchemaRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Registry registry;

  SchemaRoutes(Registry registry) {
    this.registry = registry;
  }

  JsonNode answer(RegistryRequest request) {
    List<String> path = request.path();
    if (path.equals(List.of("types"))) {
      return Method.GET.only(request, () -> JSON.arrayNode().add("AVRO"));
    }
    if (path.size() < 2 || path.size() > 3 || !path.getFirst().equals("ids")) {
      throw RegistryError.noPath();
    }
    return Method.GET.only(
        request, () -> part(byId(path.get(1)), path.size() == 2 ? "" : path.get(2)));
  }

  /// A schema's own text, which is JSON.
  static JsonNode text(Definition definition) {
    try {
      return MAPPER.readTree(definition.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes schemas as JSON", e);
    }
  }

  /// Where a schema is registered: in one place at least.
  private List<RegisteredSchema> byId(String text) {
    int id = Versions.number(text).orElseThrow(RegistryError::noSchema);
    List<RegisteredSchema> places =
        registry.all().stream().filter(version -> version.id() == id).toList();
    if (places.isEmpty()) {
      throw RegistryError.noSchema();
    }
    return places;
  }

  private static JsonNode part(List<RegisteredSchema> places, String part) {
    Definition definition = places.getFirst().definition();
    return switch (part) {
      case "" -> SchemaJson.withText(JSON.objectNode(), definition);
      case "schema" -> text(definition);
      case "subjects" -> subjects(places);
      case "versions" -> versions(places);
      default -> throw RegistryError.noPath();
    };
  }

  private static JsonNode subjects(List<RegisteredSchema> places) {
    ArrayNode names = JSON.arrayNode();
    places.stream().map(RegisteredSchema::subject).distinct().forEach(names::add);
    return names;
  }

  private static JsonNode versions(List<RegisteredSchema> places) {
    ArrayNode versions = JSON.arrayNode();
    places.forEach(
        place ->
            versions.addObject().put("subject", place.subject()).put("version", place.version()));
    return versions;
  }
}
