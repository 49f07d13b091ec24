package orders.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/// A page to look at orders, stock and revenue, and at what happens. It uses the public API only.
public final class ConsoleRoutes implements Routes {

  private static final Map<String, String> ASSETS =
      Map.of(
          "console.css", "text/css; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8");

  @Override
  public void add(RoutesConfig routes) {
    routes.get(
        "/",
        ctx -> {
          ctx.header(SecurityHeaders.POLICY, SecurityHeaders.CONSOLE_POLICY);
          Resources.send(ctx, "/pages/console.html", "text/html; charset=utf-8");
        });
    routes.get("/console/{file}", ConsoleRoutes::asset);
  }

  private static void asset(Context ctx) {
    String type = ASSETS.get(ctx.pathParam("file"));
    if (type == null) {
      throw Requests.notFound();
    }
    Resources.send(ctx, "/pages/" + ctx.pathParam("file"), type);
  }
}
