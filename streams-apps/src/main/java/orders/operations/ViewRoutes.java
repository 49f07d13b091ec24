package orders.operations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.replay.AuditState;

/// Which versions of views there are, and whether they are right.
public final class ViewRoutes implements Routes {

  private final ViewBoard board;

  public ViewRoutes(ViewBoard board) {
    this.board = board;
  }

  /// @param equal whether nothing differs in what was looked at
  record Audit(String view, boolean equal, List<AuditState> items) {}

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/views", this::list);
    routes.get("/v1/views/{name}", this::get);
    routes.get("/v1/views/{name}/audit", this::audit);
  }

  private void list(Context ctx) {
    Responses.json(ctx, 200, new Responses.Items<>(board.views()));
  }

  private void get(Context ctx) {
    String name = Requests.name(ctx, "name");
    Responses.json(
        ctx,
        200,
        board.views().stream()
            .filter(view -> view.name().equals(name))
            .findFirst()
            .orElseThrow(Requests::notFound));
  }

  private void audit(Context ctx) {
    String name = Requests.name(ctx, "name");
    List<AuditState> found = board.audits(name).orElseThrow(Requests::notFound);
    Responses.json(ctx, 200, new Audit(name, found.stream().allMatch(AuditState::equal), found));
  }
}
