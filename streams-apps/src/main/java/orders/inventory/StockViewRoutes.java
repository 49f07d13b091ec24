package orders.inventory;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orders.contract.Topics;
import orders.history.StockStories;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.Travel;
import orders.http.Why;
import orders.projection.history.Bound;
import orders.projection.inventory.Movement;
import orders.projection.inventory.Movements;
import orders.projection.inventory.StockLevel;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;
import orders.query.ViewSpec;

/// Looking at stock: levels, what is running out, and what moved it.
public final class StockViewRoutes implements Routes {

  private final ViewReader<StockLevel> levels;
  private final ViewReader<Movement> movements;
  private final StockStories stories;
  private final Travel<StockLevel> travel;

  public StockViewRoutes(
      ViewReader<StockLevel> levels, ViewReader<Movement> movements, StockStories stories) {
    this.levels = levels;
    this.movements = movements;
    this.stories = stories;
    this.travel =
        new Travel<>(stories, Topics.STOCK_EVENTS, level -> level.origin().version(), row -> row);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/stock", this::list);
    routes.get("/v1/stock/{sku}", this::get);
    routes.get("/v1/stock/{sku}/why", this::why);
    routes.get("/v1/stock/{sku}/movements", this::movements);
    routes.get("/v1/stock/{sku}/movements/{version}/why", this::movementWhy);
  }

  private void get(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    Responses.row(ctx, travel.asked(ctx, now(ctx, sku), sku), level -> level.origin().version());
  }

  private void why(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    travel.why(ctx, now(ctx, sku), sku);
  }

  private Answer<Optional<StockLevel>> now(Context ctx, String sku) {
    return levels.get(sku, Requests.freshness(ctx));
  }

  /// All products, or those with fewer pieces available than `below`.
  private void list(Context ctx) {
    Optional<Integer> below = Requests.number(ctx, "below", 1, Integer.MAX_VALUE);
    Optional<Instant> at = Requests.instant(ctx, "at");
    if (at.isPresent()) {
      listAt(ctx, below, at.get());
      return;
    }
    Range range =
        below
            .map(pieces -> new Range("available", digits(0), digits(pieces - 1)))
            .orElseGet(Range::all);
    Responses.page(
        ctx,
        levels.list(range, Requests.cursor(ctx), Requests.limit(ctx), Requests.freshness(ctx)));
  }

  /// What was on the shelves then: the whole log up to there is folded, within bounds.
  private void listAt(Context ctx, Optional<Integer> below, Instant at) {
    String after = Requests.cursor(ctx).orElse("");
    int limit = Requests.limit(ctx);
    Answer<?> now = levels.list(Range.all(), Optional.empty(), 1, Requests.freshness(ctx));
    List<StockLevel> found =
        stories.all(at).stream()
            .filter(level -> below.map(pieces -> level.available() < pieces).orElse(true))
            .filter(level -> position(level, below).compareTo(after) > 0)
            .sorted(Comparator.comparing((StockLevel level) -> position(level, below)))
            .limit(limit + 1L)
            .toList();
    List<StockLevel> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit ? Optional.of(position(page.getLast(), below)) : Optional.empty();
    Responses.page(ctx, now.with(new Page<>(page, next)));
  }

  /// The least first where it is about what runs out; otherwise by name.
  private static String position(StockLevel level, Optional<Integer> below) {
    return below.map(_ -> digits(level.available()) + "|").orElse("") + level.sku();
  }

  /// As of a version or a time those up to it: a movement never changes.
  private void movements(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    Bound bound = Requests.bound(ctx);
    String last = sku + "|~";
    if (!bound.none()) {
      long version =
          travel
              .story(now(ctx, sku), sku, bound)
              .row()
              .map(level -> level.origin().version())
              .orElse(0L);
      last = Movements.key(sku, version);
    }
    Responses.page(
        ctx,
        movements.list(
            new Range(ViewSpec.BY_KEY, sku + "|", last),
            Requests.cursor(ctx),
            Requests.limit(ctx),
            Requests.freshness(ctx)));
  }

  private void movementWhy(Context ctx) {
    String sku = Requests.name(ctx, "sku");
    String version = ctx.pathParam("version");
    if (!version.matches("[1-9]\\d{0,9}")) {
      throw Requests.notFound();
    }
    Answer<Optional<Movement>> now =
        movements.get(Movements.key(sku, Long.parseLong(version)), Requests.freshness(ctx));
    if (now.value().isEmpty()) {
      throw Requests.notFound();
    }
    Why.answer(
        ctx,
        now,
        stories.movement(sku, Long.parseLong(version)),
        Topics.STOCK_EVENTS,
        movement -> movement);
  }

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%010d", number);
  }
}
