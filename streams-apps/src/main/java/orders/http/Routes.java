package orders.http;

import io.javalin.config.RoutesConfig;

/// Some routes of the public server.
public interface Routes {
  void add(RoutesConfig routes);
}
