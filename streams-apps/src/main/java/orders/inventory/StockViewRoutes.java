package orders.inventory;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.projection.inventory.Movement;
import orders.projection.inventory.StockLevel;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;
import orders.query.ViewSpec;

/// Looking at stock: levels, what is running out, and what moved it.
public final class StockViewRoutes implements Routes {

  private final ViewReader<StockLevel> levels;
  private final ViewReader<Movement> movements;

  public StockViewRoutes(ViewReader<StockLevel> levels, ViewReader<Movement> movements) {
    this.levels = levels;
    this.movements = movements;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/stock", this::list);
    routes.get("/v1/stock/{sku}", this::get);
    routes.get("/v1/stock/{sku}/movements", this::movements);
  }

  private void get(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    Responses.row(ctx, levels.get(sku, Requests.freshness(ctx)), level -> level.origin().version());
  }

  /// All products, or those with fewer pieces available than `below`.
  private void list(Context ctx) {
    Range range =
        Requests.number(ctx, "below", 1, Integer.MAX_VALUE)
            .map(below -> new Range("available", digits(0), digits(below - 1)))
            .orElseGet(Range::all);
    Responses.page(
        ctx,
        levels.list(range, Requests.cursor(ctx), Requests.limit(ctx), Requests.freshness(ctx)));
  }

  private void movements(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    Responses.page(
        ctx,
        movements.list(
            new Range(ViewSpec.BY_KEY, sku + "|", sku + "|~"),
            Requests.cursor(ctx),
            Requests.limit(ctx),
            Requests.freshness(ctx)));
  }

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%010d", number);
  }
}
