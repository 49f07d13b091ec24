package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/// Confluent's REST calls, as far as serializers and people use them: Avro, no deletion, no
/// contexts.
final class RegistryRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Registry registry;

  RegistryRoutes(Registry registry) {
    this.registry = registry;
  }

  /// The answer to a request.
  ///
  /// @throws RegistryError when it is a no
  JsonNode answer(RegistryRequest request) {
    List<String> path = request.path();
    return switch (path.isEmpty() ? "" : path.getFirst()) {
      case "" -> get(request, JSON::objectNode);
      case "subjects" -> subjects(request, path.subList(1, path.size()));
      case "schemas" -> schemas(request, path.subList(1, path.size()));
      case "config" -> config(request, path.subList(1, path.size()));
      case "compatibility" -> compatibility(request, path.subList(1, path.size()));
      default -> throw RegistryError.noPath();
    };
  }

  private JsonNode subjects(RegistryRequest request, List<String> path) {
    if (path.isEmpty()) {
      return get(request, () -> texts(registry.subjects()));
    }
    String subject = path.getFirst();
    if (path.size() == 1) {
      return post(request, () -> lookup(subject, request.schema()));
    }
    if (!path.get(1).equals("versions") || path.size() > 3) {
      throw RegistryError.noPath();
    }
    if (path.size() == 3) {
      return get(request, () -> described(version(subject, path.get(2))));
    }
    return request.method().equals("POST")
        ? register(subject, request.schema())
        : get(request, () -> numbers(subject));
  }

  private JsonNode schemas(RegistryRequest request, List<String> path) {
    if (path.size() != 2 || !path.getFirst().equals("ids")) {
      throw RegistryError.noPath();
    }
    return get(
        request,
        () -> {
          Schema schema =
              number(path.get(1)).flatMap(registry::byId).orElseThrow(RegistryError::noSchema);
          return JSON.objectNode().put("schemaType", "AVRO").put("schema", schema.toString());
        });
  }

  private JsonNode config(RegistryRequest request, List<String> path) {
    if (path.size() > 1) {
      throw RegistryError.noPath();
    }
    Optional<String> subject = path.stream().findFirst();
    if (request.method().equals("PUT")) {
      Level level = request.level();
      registry.setLevel(subject, level);
      return JSON.objectNode().put("compatibility", level.name());
    }
    return get(
        request,
        () -> {
          Level level = subject.map(name -> level(request, name)).orElseGet(registry::globalLevel);
          return JSON.objectNode().put("compatibilityLevel", level.name());
        });
  }

  private JsonNode compatibility(RegistryRequest request, List<String> path) {
    if (path.size() < 3
        || path.size() > 4
        || !path.getFirst().equals("subjects")
        || !path.get(2).equals("versions")) {
      throw RegistryError.noPath();
    }
    String subject = path.get(1);
    return post(
        request,
        () -> {
          List<Schema> earlier =
              (path.size() == 3 ? registry.versions(subject) : compared(subject, path.get(3)))
                  .stream().map(RegisteredSchema::schema).toList();
          List<String> conflicts = registry.level(subject).conflicts(request.schema(), earlier);
          ObjectNode answer = JSON.objectNode().put("is_compatible", conflicts.isEmpty());
          if (request.asks("verbose")) {
            answer.set("messages", texts(conflicts));
          }
          return answer;
        });
  }

  private JsonNode register(String subject, Schema schema) {
    return JSON.objectNode().put("id", registry.register(subject, schema));
  }

  private JsonNode lookup(String subject, Schema schema) {
    Optional<RegisteredSchema> found = registry.find(subject, schema);
    if (found.isEmpty() && registry.versions(subject).isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return described(found.orElseThrow(RegistryError::noSchema));
  }

  private Level level(RegistryRequest request, String subject) {
    if (!registry.hasLevel(subject) && !request.asks("defaultToGlobal")) {
      throw RegistryError.noLevel(subject);
    }
    return registry.level(subject);
  }

  /// A version that must exist, but for the latest of a subject that has none yet.
  private List<RegisteredSchema> compared(String subject, String version) {
    boolean latest = version.equals("latest") || version.equals("-1");
    return latest && registry.versions(subject).isEmpty()
        ? List.of()
        : List.of(version(subject, version));
  }

  private RegisteredSchema version(String subject, String version) {
    List<RegisteredSchema> versions = registry.versions(subject);
    boolean latest = version.equals("latest") || version.equals("-1");
    Optional<Integer> number = number(version).filter(n -> n > 0);
    if (!latest && number.isEmpty()) {
      throw RegistryError.invalidVersion(version);
    }
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return latest
        ? versions.getLast()
        : versions.stream()
            .filter(known -> known.version() == number.orElseThrow())
            .findFirst()
            .orElseThrow(() -> RegistryError.noVersion(version));
  }

  private JsonNode numbers(String subject) {
    List<RegisteredSchema> versions = registry.versions(subject);
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    ArrayNode numbers = JSON.arrayNode();
    versions.forEach(version -> numbers.add(version.version()));
    return numbers;
  }

  private static JsonNode described(RegisteredSchema version) {
    return JSON.objectNode()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.schema().toString());
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode get(RegistryRequest request, Supplier<JsonNode> answer) {
    return only("GET", request, answer);
  }

  private static JsonNode post(RegistryRequest request, Supplier<JsonNode> answer) {
    return only("POST", request, answer);
  }

  private static JsonNode only(String method, RegistryRequest request, Supplier<JsonNode> answer) {
    if (!request.method().equals(method)) {
      throw RegistryError.noMethod();
    }
    return answer.get();
  }
}
