package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/// `/compatibility`: whether a schema would be taken, asked without registering it.
final class CompatibilityRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Registry registry;
  private final Versions versions;

  CompatibilityRoutes(Registry registry) {
    this.registry = registry;
    this.versions = new Versions(registry);
  }

  JsonNode answer(RegistryRequest request) {
    List<String> path = request.path();
    if (path.size() < 3
        || path.size() > 4
        || !path.getFirst().equals("subjects")
        || !path.get(2).equals("versions")) {
      throw RegistryError.noPath();
    }
    String subject = path.get(1);
    return Method.POST.only(
        request,
        () ->
            judged(
                request,
                subject,
                path.size() == 3 ? registry.versions(subject) : compared(subject, path.get(3))));
  }

  private JsonNode judged(RegistryRequest request, String subject, List<RegisteredSchema> with) {
    Schema next = request.definition(versions::referred).schema();
    List<String> conflicts =
        registry
            .level(subject)
            .conflicts(next, with.stream().map(RegisteredSchema::schema).toList());
    ObjectNode answer = JSON.objectNode().put("is_compatible", conflicts.isEmpty());
    if (request.asks("verbose")) {
      ArrayNode messages = answer.putArray("messages");
      conflicts.forEach(messages::add);
    }
    return answer;
  }

  /// A version that must exist, but for the latest of a subject that has none yet.
  private List<RegisteredSchema> compared(String subject, String version) {
    return Versions.latest(version) && registry.versions(subject).isEmpty()
        ? List.of()
        : List.of(versions.named(subject, version));
  }
}
