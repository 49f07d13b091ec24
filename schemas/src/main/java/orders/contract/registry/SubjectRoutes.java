package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/// `/subjects`: what is registered under which name.
final class SubjectRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Registry registry;
  private final Versions versions;

  SubjectRoutes(Registry registry) {
    this.registry = registry;
    this.versions = new Versions(registry);
  }

  JsonNode answer(RegistryRequest request) {
    List<String> path = request.path();
    if (path.size() > 1 && !path.get(1).equals("versions")) {
      throw RegistryError.noPath();
    }
    return switch (path.size()) {
      case 0 -> Method.GET.only(request, this::subjects);
      case 1 -> Method.POST.only(request, () -> lookup(path.getFirst(), request));
      case 2 ->
          Method.POST.of(request)
              ? register(path.getFirst(), request)
              : Method.GET.only(request, () -> numbers(path.getFirst()));
      case 3 ->
          Method.GET.only(
              request, () -> SchemaJson.described(versions.named(path.getFirst(), path.get(2))));
      case 4 ->
          Method.GET.only(
              request, () -> part(versions.named(path.getFirst(), path.get(2)), path.get(3)));
      default -> throw RegistryError.noPath();
    };
  }

  private JsonNode subjects() {
    ArrayNode names = JSON.arrayNode();
    registry.subjects().forEach(names::add);
    return names;
  }

  private JsonNode numbers(String subject) {
    ArrayNode numbers = JSON.arrayNode();
    versions.of(subject).forEach(version -> numbers.add(version.version()));
    return numbers;
  }

  private JsonNode register(String subject, RegistryRequest request) {
    Definition definition = request.definition(versions::referred);
    return JSON.objectNode().put("id", registry.add(subject, definition).id());
  }

  private JsonNode lookup(String subject, RegistryRequest request) {
    versions.of(subject);
    Optional<RegisteredSchema> found =
        registry.find(subject, request.definition(versions::referred));
    return SchemaJson.described(found.orElseThrow(RegistryError::noSchema));
  }

  private JsonNode part(RegisteredSchema version, String part) {
    return switch (part) {
      case "schema" -> SchemaRoutes.text(version.definition());
      case "referencedby" -> users(version);
      default -> throw RegistryError.noPath();
    };
  }

  /// The ids of the schemas that refer to a version.
  private JsonNode users(RegisteredSchema version) {
    ArrayNode ids = JSON.arrayNode();
    registry.all().stream()
        .filter(
            other ->
                other.definition().references().stream()
                    .anyMatch(
                        used ->
                            used.subject().equals(version.subject())
                                && used.version() == version.version()))
        .mapToInt(RegisteredSchema::id)
        .distinct()
        .sorted()
        .forEach(ids::add);
    return ids;
  }
}
