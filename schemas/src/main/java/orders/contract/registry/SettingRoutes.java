package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/// `/config` and `/mode`: how subjects may change, and whether they may at all.
final class SettingRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Registry registry;

  SettingRoutes(Registry registry) {
    this.registry = registry;
  }

  JsonNode level(RegistryRequest request) {
    Optional<String> subject = subject(request);
    if (Method.PUT.of(request)) {
      Level level = request.level();
      registry.setLevel(subject, level);
      return JSON.objectNode().put("compatibility", level.name());
    }
    return Method.GET.only(
        request,
        () -> {
          Level level = subject.map(name -> level(request, name)).orElseGet(registry::globalLevel);
          return JSON.objectNode().put("compatibilityLevel", level.name());
        });
  }

  JsonNode mode(RegistryRequest request) {
    Optional<String> subject = subject(request);
    if (Method.PUT.of(request)) {
      Mode mode = request.mode();
      registry.setMode(subject, mode);
      return JSON.objectNode().put("mode", mode.name());
    }
    return Method.GET.only(
        request, () -> JSON.objectNode().put("mode", mode(request, subject).name()));
  }

  private Level level(RegistryRequest request, String subject) {
    if (!registry.hasLevel(subject) && !request.asks("defaultToGlobal")) {
      throw RegistryError.noLevel(subject);
    }
    return registry.level(subject);
  }

  private Mode mode(RegistryRequest request, Optional<String> subject) {
    Optional<Mode> own = registry.mode(subject);
    if (own.isEmpty() && subject.isPresent() && !request.asks("defaultToGlobal")) {
      throw RegistryError.noMode(subject.get());
    }
    return own.or(() -> registry.mode(Optional.empty())).orElse(Mode.READWRITE);
  }

  private static Optional<String> subject(RegistryRequest request) {
    if (request.path().size() > 1) {
      throw RegistryError.noPath();
    }
    return request.path().stream().findFirst();
  }
}
