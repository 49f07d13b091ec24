package orders.shipping;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.projection.shipping.Shipment;
import orders.projection.shipping.ShipmentState;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;

/// Looking at parcels.
public final class ShipmentRoutes implements Routes {

  private final ViewReader<Shipment> shipments;

  public ShipmentRoutes(ViewReader<Shipment> shipments) {
    this.shipments = shipments;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/shipments", this::list);
    routes.get("/v1/shipments/{id}", this::get);
  }

  private void get(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Responses.row(ctx, shipments.get(id, Requests.freshness(ctx)), row -> row.origin().version());
  }

  private void list(Context ctx) {
    Range range =
        Optional.ofNullable(ctx.queryParam("state"))
            .map(text -> Range.exactly("state", state(text).name()))
            .orElseGet(Range::all);
    Responses.page(
        ctx,
        shipments.list(range, Requests.cursor(ctx), Requests.limit(ctx), Requests.freshness(ctx)));
  }

  private static ShipmentState state(String text) {
    return Arrays.stream(ShipmentState.values())
        .filter(state -> state.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> Requests.invalid("state is one of " + Arrays.toString(ShipmentState.values())));
  }
}
