package orders.shipping;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import orders.contract.Topics;
import orders.history.Stories;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.Travel;
import orders.projection.shipping.Shipment;
import orders.projection.shipping.ShipmentState;
import orders.query.Answer;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;

/// Looking at parcels.
public final class ShipmentRoutes implements Routes {

  private final ViewReader<Shipment> shipments;
  private final Travel<Shipment> travel;

  public ShipmentRoutes(ViewReader<Shipment> shipments, Stories<Shipment> stories) {
    this.shipments = shipments;
    this.travel =
        new Travel<>(stories, Topics.ORDERS_EVENTS, row -> row.origin().version(), row -> row);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/shipments", this::list);
    routes.get("/v1/shipments/{id}", this::get);
    routes.get("/v1/shipments/{id}/why", this::why);
  }

  private void get(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Responses.row(ctx, travel.asked(ctx, now(ctx, id), id), row -> row.origin().version());
  }

  private void why(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    travel.why(ctx, now(ctx, id), id);
  }

  private Answer<Optional<Shipment>> now(Context ctx, String id) {
    return shipments.get(id, Requests.freshness(ctx));
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
