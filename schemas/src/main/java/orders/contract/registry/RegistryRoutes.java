package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/// Confluent's REST calls, as far as serializers and people use them: Avro, no deletion, no
/// contexts.
final class RegistryRoutes {

  private final SubjectRoutes subjects;
  private final SchemaRoutes schemas;
  private final SettingRoutes settings;
  private final CompatibilityRoutes compatibility;
  private final RegistryServer.Access access;

  RegistryRoutes(Registry registry, RegistryServer.Access access) {
    this.access = access;
    subjects = new SubjectRoutes(registry);
    schemas = new SchemaRoutes(registry);
    settings = new SettingRoutes(registry);
    compatibility = new CompatibilityRoutes(registry);
  }

  /// The answer to a request.
  ///
  /// @throws RegistryError when it is a no
  JsonNode answer(RegistryRequest request) {
    if (access == RegistryServer.Access.READ_ONLY && writes(request)) {
      throw RegistryError.readOnly(Optional.empty());
    }
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

  /// Looking a schema up, and asking whether one would fit, are posts as well.
  private static boolean writes(RegistryRequest request) {
    List<String> path = request.path();
    boolean registers =
        path.size() == 3 && path.getFirst().equals("subjects") && path.getLast().equals("versions");
    return !Method.GET.of(request) && (registers || !Method.POST.of(request));
  }
}
