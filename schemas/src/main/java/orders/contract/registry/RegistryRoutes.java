package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Confluent's REST calls, as far as serializers and people use them: Avro, no deletion, no
/// contexts.
final class RegistryRoutes {

  private final SubjectRoutes subjects;
  private final SchemaRoutes schemas;
  private final SettingRoutes settings;
  private final CompatibilityRoutes compatibility;

  RegistryRoutes(Registry registry) {
    subjects = new SubjectRoutes(registry);
    schemas = new SchemaRoutes(registry);
    settings = new SettingRoutes(registry);
    compatibility = new CompatibilityRoutes(registry);
  }

  /// The answer to a request.
  ///
  /// @throws RegistryError when it is a no
  JsonNode answer(RegistryRequest request) {
    if (request.path().isEmpty()) {
      return Method.GET.only(request, JsonNodeFactory.instance::objectNode);
    }
    return switch (request.path().getFirst()) {
      case "subjects" -> subjects.answer(request.below());
      case "schemas" -> schemas.answer(request.below());
      case "config" -> settings.level(request.below());
      case "mode" -> settings.mode(request.below());
      case "compatibility" -> compatibility.answer(request.below());
      default -> throw RegistryError.noPath();
    };
  }
}
