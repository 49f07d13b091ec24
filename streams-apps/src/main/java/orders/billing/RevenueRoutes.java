package orders.billing;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import orders.contract.Topics;
import orders.history.Stories;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.Travel;
import orders.http.Why;
import orders.projection.billing.Revenue;
import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;
import orders.query.ViewSpec;

/// Looking at what came in, day by day.
public final class RevenueRoutes implements Routes {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final ViewReader<Revenue> revenue;
  private final Travel<Revenue> travel;

  public RevenueRoutes(ViewReader<Revenue> revenue, Stories<Revenue> stories) {
    this.revenue = revenue;
    this.travel = new Travel<>(stories, Topics.ORDERS_EVENTS, _ -> 0, row -> row);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/revenue", this::list);
    routes.get("/v1/revenue/{day}/{currency}", this::get);
    routes.get("/v1/revenue/{day}/{currency}/why", this::why);
  }

  /// As of a time, days after it are not there, and the day of it ends there; earlier days are what
  /// they are.
  private void list(Context ctx) {
    String from = day(ctx, "from", "0001-01-01");
    String to = day(ctx, "to", "9999-12-31");
    if (from.compareTo(to) > 0) {
      throw Requests.invalid("from is not after to");
    }
    Optional<Instant> at = Requests.instant(ctx, "at");
    Optional<String> last = at.map(RevenueRoutes::day).filter(day -> day.compareTo(to) < 0);
    Answer<Page<Revenue>> page =
        revenue.list(
            new Range(ViewSpec.BY_KEY, from, last.orElse(to) + "|~"),
            Requests.cursor(ctx),
            Requests.limit(ctx),
            Requests.freshness(ctx));
    List<Revenue> rows =
        page.value().rows().stream().flatMap(row -> then(page, row, at).stream()).toList();
    Responses.page(ctx, page.with(new Page<>(rows, page.value().next())));
  }

  private Optional<Revenue> then(Answer<?> now, Revenue row, Optional<Instant> at) {
    boolean open = at.map(time -> day(time).equals(row.day().toString())).orElse(false);
    return open
        ? travel.counted(now, key(row), new Bound(Optional.empty(), at)).row()
        : Optional.of(row);
  }

  private void get(Context ctx) {
    Bound bound = Requests.bound(ctx);
    Answer<Optional<Revenue>> now = now(ctx);
    Revenue row = now.value().orElseThrow(Requests::notFound);
    Optional<Revenue> then =
        bound.none() ? now.value() : travel.counted(now, key(row), bound).row();
    Responses.describe(ctx, now);
    Responses.json(ctx, 200, then.orElseThrow(Requests::notFound));
  }

  private void why(Context ctx) {
    Answer<Optional<Revenue>> now = now(ctx);
    Revenue row = now.value().orElseThrow(Requests::notFound);
    Story<?, Revenue> story = travel.counted(now, key(row), Requests.bound(ctx));
    Why.answer(ctx, now, story, Topics.ORDERS_EVENTS, one -> one);
  }

  private Answer<Optional<Revenue>> now(Context ctx) {
    String currency = ctx.pathParam("currency");
    if (!CURRENCY.matcher(currency).matches()) {
      throw Requests.notFound();
    }
    LocalDate day = Requests.day(ctx.pathParam("day")).orElseThrow(Requests::notFound);
    return revenue.get(day + "|" + currency, Requests.freshness(ctx));
  }

  private static String key(Revenue row) {
    return row.day() + "|" + row.currency();
  }

  private static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private static String day(Context ctx, String name, String usual) {
    String text = ctx.queryParam(name);
    return text == null
        ? usual
        : Requests.day(text)
            .orElseThrow(() -> Requests.invalid(name + " is a day such as 2026-11-23"))
            .toString();
  }
}
