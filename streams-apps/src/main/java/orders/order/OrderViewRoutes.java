package orders.order;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orders.contract.Topics;
import orders.history.Stories;
import orders.http.EventView;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.Travel;
import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummary;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;

/// Looking at orders: as they are, as they were, and what happened to them.
public final class OrderViewRoutes implements Routes {

  private final ViewReader<OrderSummary> summaries;
  private final Travel<OrderSummary> travel;

  public OrderViewRoutes(ViewReader<OrderSummary> summaries, Stories<OrderSummary> stories) {
    this.summaries = summaries;
    this.travel = new Travel<>(stories, Topics.ORDERS_EVENTS, OrderSummary::version, Shown::of);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/orders", this::list);
    routes.get("/v1/orders/{id}", this::get);
    routes.get("/v1/orders/{id}/events", this::timeline);
    routes.get("/v1/orders/{id}/why", this::why);
  }

  private void get(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Responses.row(ctx, view(travel.asked(ctx, now(ctx, id), id)), Shown::version);
  }

  private void why(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    travel.why(ctx, now(ctx, id), id);
  }

  private Answer<Optional<OrderSummary>> now(Context ctx, String id) {
    return summaries.get(id, Requests.freshness(ctx));
  }

  private void timeline(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Answer<Optional<OrderSummary>> now = now(ctx, id);
    Story<?, OrderSummary> story = travel.story(now, id, Bound.NONE);
    Responses.describe(ctx, now);
    List<EventView> entries =
        story.steps().stream()
            .map(step -> EventView.of(Topics.ORDERS_EVENTS, step.event()))
            .toList();
    Responses.json(ctx, 200, new Responses.Items<>(entries));
  }

  private void list(Context ctx) {
    Optional<OrderStatus> status = Optional.ofNullable(ctx.queryParam("status")).map(this::status);
    Optional<String> customer = Optional.ofNullable(ctx.queryParam("customer"));
    customer
        .filter(name -> !Requests.isName(name))
        .ifPresent(
            name -> {
              throw Requests.invalid("customer is letters, digits, . _ -");
            });
    int limit = Requests.limit(ctx);
    Range range =
        customer
            .map(id -> Range.exactly("customer", id))
            .or(() -> status.map(s -> Range.exactly("status", s.name())))
            .orElseGet(Range::all);
    Answer<Page<OrderSummary>> page =
        summaries.list(range, Requests.cursor(ctx), limit, Requests.freshness(ctx));
    List<Shown> rows =
        page.value().rows().stream()
            .filter(row -> status.map(s -> row.status() == s).orElse(true))
            .map(Shown::of)
            .toList();
    Responses.page(ctx, page.with(new Page<>(rows, page.value().next())));
  }

  private OrderStatus status(String text) {
    return Arrays.stream(OrderStatus.values())
        .filter(status -> status.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        Problem.Kind.INVALID_REQUEST,
                        "status is one of " + Arrays.toString(OrderStatus.values()))
                    .raised());
  }

  private static Answer<Optional<Shown>> view(Answer<Optional<OrderSummary>> answer) {
    return answer.with(answer.value().map(Shown::of));
  }
}
