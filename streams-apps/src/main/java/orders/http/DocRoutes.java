package orders.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import orders.contract.Catalogue;
import orders.contract.asyncapi.AsyncApi;
import orders.contract.asyncapi.Installation;

/// The contracts of HTTP and of topics, a page to try it on, and a page for each kind of problem.
public final class DocRoutes implements Routes {

  private static final Map<String, String> ASSETS =
      Map.of(
          "swagger-ui.css", "text/css",
          "swagger-ui-bundle.js", "text/javascript");

  private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /// Where the webjar keeps its files: a folder named after its version.
  private final String assets;

  private final String asyncApi;

  /// @param installation as the document about topics says
  public DocRoutes(Installation installation) {
    this.asyncApi = AsyncApi.render(Catalogue.get(), installation);
    var webjar = new Properties();
    try (InputStream in = Resources.open(WEBJAR)) {
      webjar.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(WEBJAR, e);
    }
    String version = webjar.getProperty("version");
    this.assets = "/META-INF/resources/webjars/swagger-ui/" + version + "/";
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/openapi.yaml", ctx -> Resources.send(ctx, "/openapi.yaml", "application/yaml"));
    routes.get(
        "/asyncapi.yaml",
        ctx -> {
          ctx.contentType("application/yaml");
          ctx.result(asyncApi);
        });
    routes.get(
        "/docs",
        ctx -> {
          ctx.header(SecurityHeaders.POLICY, SecurityHeaders.DOCS_POLICY);
          Resources.send(ctx, "/pages/docs.html", "text/html; charset=utf-8");
        });
    routes.get("/docs/assets/{file}", this::asset);
    routes.get("/problems/{slug}", DocRoutes::problem);
  }

  private void asset(Context ctx) {
    String type = ASSETS.get(ctx.pathParam("file"));
    if (type == null) {
      throw Requests.notFound();
    }
    Resources.send(ctx, assets + ctx.pathParam("file"), type);
    ctx.header("Cache-Control", "max-age=86400");
  }

  private static void problem(Context ctx) {
    boolean known =
        Arrays.stream(Problem.Kind.values())
            .anyMatch(kind -> kind.slug().equals(ctx.pathParam("slug")));
    if (!known) {
      throw Requests.notFound();
    }
    Resources.send(ctx, "/problems/" + ctx.pathParam("slug") + ".html", "text/html; charset=utf-8");
  }
}
