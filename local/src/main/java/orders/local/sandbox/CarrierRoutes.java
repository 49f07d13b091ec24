package orders.local.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.aggregate.order.Item;
import orders.http.Json;
import orders.http.Requests;
import orders.http.Routes;

/// The carrier.
final class CarrierRoutes implements Routes {

  private final Book book;
  private final World world;
  private final Callbacks callbacks;
  private final Duration deliverAfter;

  CarrierRoutes(Book book, World world, Callbacks callbacks, Duration deliverAfter) {
    this.book = book;
    this.world = world;
    this.callbacks = callbacks;
    this.deliverAfter = deliverAfter;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.put("/carrier/parcels/{id}", this::ship);
    routes.get("/carrier/parcels/{id}", this::find);
    routes.post("/carrier/parcels/{id}/recall", this::recall);
    routes.get("/carrier/book", ctx -> ctx.json(book.totals()));
  }

  record Ship(String orderId, To contact, List<Item> items) {}

  record To(String name, String email, String address) {}

  record Recall(String orderId) {}

  /// Delivers what was under way before the restart.
  void resume() {
    book.underWay().forEach(id -> callbacks.later(deliverAfter, () -> deliver(id)));
  }

  private void ship(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Ship body = Json.read(Requests.body(ctx), Ship.class);
    if (body.contact().address().isBlank() || body.items().isEmpty()) {
      throw Requests.invalid("a parcel has an address and holds something");
    }
    world.call(ctx, new World.Call("ship", id, body.orderId(), ""), () -> take(id, body.orderId()));
  }

  private Parcel take(String id, String orderId) {
    Book.Taken taken = book.ship(id, orderId);
    if (taken.anew()) {
      callbacks.later(deliverAfter, () -> deliver(id));
    }
    return taken.parcel();
  }

  private void deliver(String id) {
    book.deliver(id)
        .ifPresent(
            parcel ->
                world.callBack(
                    "/v1/callbacks/shipping",
                    id,
                    "parcel.delivered",
                    Map.of(
                        "orderId",
                        parcel.orderId(),
                        "parcelId",
                        id,
                        "carrier",
                        parcel.carrier(),
                        "tracking",
                        parcel.tracking()),
                    false));
  }

  private void find(Context ctx) {
    ctx.json(book.find(Requests.uuid(ctx, "id")).orElseThrow(Ledger.Missing::new));
  }

  private void recall(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    String orderId = Json.read(Requests.body(ctx), Recall.class).orderId();
    world.call(ctx, new World.Call("recall", id, orderId, ""), () -> book.recall(id, orderId));
  }
}
