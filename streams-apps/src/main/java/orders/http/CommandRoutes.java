package orders.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import orders.engine.CommandPort;
import orders.engine.Settled;

/// What became of a command, for a caller whose wait ended before it.
public final class CommandRoutes implements Routes {

  private final List<CommandPort<?>> ports;

  public CommandRoutes(List<CommandPort<?>> ports) {
    this.ports = List.copyOf(ports);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/commands/{id}", this::get);
  }

  private void get(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Optional<Settled> settled = ports.stream().flatMap(port -> port.find(id).stream()).findFirst();
    Responses.json(ctx, 200, settled.map(Settled::outcome).orElseThrow(Requests::notFound));
  }
}
