package orders.order;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orders.contract.Topics;
import orders.engine.Outcome;
import orders.http.Requests;
import orders.http.Responses;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummary;
import orders.query.Token;
import orders.query.ViewReader;
import orders.query.ViewReader.Freshness;

/// Holds a request until the order has reached a stage (`Prefer: wait=5; until=reserved`).
public final class OrderStages {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /// Each stage comes after the ones before it.
  private static final List<OrderStatus> WAY =
      List.of(
          OrderStatus.PLACED,
          OrderStatus.RESERVED,
          OrderStatus.PAID,
          OrderStatus.SHIPPED,
          OrderStatus.DELIVERED);

  private final ViewReader<OrderSummary> summaries;

  public OrderStages(ViewReader<OrderSummary> summaries) {
    this.summaries = summaries;
  }

  /// What the caller waited for.
  public record Reached(String id, long version, OrderStatus status, String reason) {}

  /// The stage that the caller wants to wait for.
  static Optional<OrderStatus> wanted(Context ctx) {
    return Requests.until(ctx).map(OrderStages::stage);
  }

  /// @param deadline in the terms of [System#nanoTime]; the wait for the outcome is part of it
  void await(Context ctx, Outcome outcome, OrderStatus wanted, long deadline) {
    var token = Token.of(Topics.ORDERS_EVENTS, outcome.partition(), outcome.position());
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      Optional<OrderSummary> row =
          look(outcome.aggregateId(), new Freshness(token, Duration.ofNanos(left), true));
      boolean there = row.isPresent() && reached(row.get().status(), wanted);
      if (there || left == 0) {
        row.ifPresentOrElse(summary -> answer(ctx, summary, there), () -> ctx.status(202));
        return;
      }
      pause();
    }
  }

  /// Empty while no copy can be read: the command is accepted all the same, and that is not undone
  /// by an error here.
  private Optional<OrderSummary> look(String orderId, Freshness freshness) {
    try {
      return summaries.get(orderId, freshness).value();
    } catch (ViewReader.Unavailable e) {
      return Optional.empty();
    }
  }

  private static OrderStatus stage(String text) {
    return WAY.stream()
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> Requests.invalid("until is placed, reserved, paid, shipped or delivered"));
  }

  private static boolean reached(OrderStatus status, OrderStatus wanted) {
    return !WAY.contains(status) || WAY.indexOf(status) >= WAY.indexOf(wanted);
  }

  private static void answer(Context ctx, OrderSummary row, boolean there) {
    ctx.header("ETag", Responses.tag(row.version()));
    ctx.header("Preference-Applied", "until");
    int status = there ? ctx.statusCode() : 202;
    Responses.json(
        ctx, status, new Reached(row.orderId(), row.version(), row.status(), row.reason()));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
