package orders.order;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import orders.aggregate.order.OrderEvent;
import orders.contract.Topics;
import orders.http.EventView;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.projection.Recorded;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;

/// Looking at orders: as they are, as they were, and what happened to them.
public final class OrderViewRoutes implements Routes {

  private final ViewReader<OrderSummary> summaries;
  private final OrderHistory history;

  public OrderViewRoutes(ViewReader<OrderSummary> summaries, OrderHistory history) {
    this.summaries = summaries;
    this.history = history;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/orders", this::list);
    routes.get("/v1/orders/{id}", this::get);
    routes.get("/v1/orders/{id}/events", this::timeline);
  }

  private void get(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Optional<Integer> version = Requests.number(ctx, "version", 1, Integer.MAX_VALUE);
    Optional<Instant> at = Requests.instant(ctx, "at");
    Answer<Optional<OrderSummary>> now = summaries.get(id, Requests.freshness(ctx));
    if (version.isEmpty() && at.isEmpty()) {
      Responses.row(ctx, view(now), Shown::version);
      return;
    }
    OrderSummary row = now.value().orElseThrow(Requests::notFound);
    Predicate<Recorded<OrderEvent>> within =
        event ->
            version.map(v -> event.version() <= v).orElse(true)
                && at.map(time -> !event.at().isAfter(time)).orElse(true);
    Optional<OrderSummary> then = fold(history.events(id, row.eventOffsets()), within);
    if (version.isPresent() && version.get() > row.version()) {
      throw Requests.notFound();
    }
    Responses.row(
        ctx,
        view(new Answer<>(then, now.token(), now.asOf(), now.lag(), now.stale())),
        Shown::version);
  }

  private static Optional<OrderSummary> fold(
      List<Recorded<OrderEvent>> events, Predicate<Recorded<OrderEvent>> within) {
    var projection = new OrderSummaries();
    Optional<OrderSummary> row = Optional.empty();
    for (Recorded<OrderEvent> event : events) {
      if (within.test(event)) {
        row = projection.apply(row, event);
      }
    }
    return row;
  }

  private void timeline(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Answer<Optional<OrderSummary>> now = summaries.get(id, Requests.freshness(ctx));
    OrderSummary row = now.value().orElseThrow(Requests::notFound);
    Responses.describe(ctx, now);
    List<EventView> entries =
        history.events(id, row.eventOffsets()).stream()
            .map(event -> EventView.of(Topics.ORDERS_EVENTS, event))
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
    Responses.page(
        ctx,
        new Answer<>(
            new Page<>(rows, page.value().next()),
            page.token(),
            page.asOf(),
            page.lag(),
            page.stale()));
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
    return new Answer<>(
        answer.value().map(Shown::of), answer.token(), answer.asOf(), answer.lag(), answer.stale());
  }
}
