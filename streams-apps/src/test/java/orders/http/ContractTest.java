package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.Test;

/// The contract and the server say the same.
class ContractTest {

  private final List<Routes> routes = new MemoryBackend().routes();

  @Test
  void everyRouteIsAnOperationAndTheOtherWayRound() {
    assertThat(OpenApiContract.load().operations()).isEqualTo(routed());
  }

  @Test
  void everyKindOfProblemHasAPage() {
    try (Api api = Api.over(routes)) {
      assertThat(Problem.Kind.values())
          .allSatisfy(
              kind ->
                  assertThat(api.get("/problems/" + kind.slug()).body())
                      .contains(kind.title(), "Cause", "Fix", "curl"));
      assertThat(api.get("/problems/no-such-kind").status()).isEqualTo(404);
    }
  }

  @Test
  void theContractAndItsPageAreServed() {
    try (Api api = Api.over(routes)) {
      assertThat(api.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
      assertThat(api.get("/docs").body()).contains("/openapi.yaml");
      assertThat(api.get("/docs/assets/swagger-ui.css").status()).isEqualTo(200);
      assertThat(api.get("/docs/assets/swagger-ui-bundle.js").status()).isEqualTo(200);
      assertThat(api.get("/docs/assets/package.json").status()).isEqualTo(404);
    }
  }

  @Test
  void theConsoleIsServed() {
    try (Api api = Api.over(routes)) {
      Api.Reply page = api.get("/");
      assertThat(page.body()).contains("/console/console.js", "/console/console.css");
      assertThat(page.header("Content-Security-Policy"))
          .contains("script-src 'self';")
          .doesNotContain("unsafe");
      assertThat(api.get("/console/console.js").header("Content-Type"))
          .startsWith("text/javascript");
      assertThat(api.get("/console/console.css").status()).isEqualTo(200);
      assertThat(api.get("/console/docs.html").status()).isEqualTo(404);
    }
  }

  private Set<String> routed() {
    var javalin = Javalin.create(config -> routes.forEach(some -> some.add(config.routes)));
    Set<String> routed = new TreeSet<>();
    javalin
        .unsafe
        .internalRouter
        .allHttpHandlers()
        .forEach(
            handler -> routed.add(handler.endpoint.method.name() + " " + handler.endpoint.path));
    assertThat(Arrays.asList("GET /v1/orders", "POST /v1/orders")).allMatch(routed::contains);
    return routed;
  }
}
