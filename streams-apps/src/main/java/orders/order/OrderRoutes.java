package orders.order;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderLimits;
import orders.contract.Topics;
import orders.engine.CommandPort;
import orders.engine.Outgoing;
import orders.engine.Settled;
import orders.http.CommandResponses;
import orders.http.Json;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Routes;
import orders.projection.orders.OrderStatus;
import orders.query.ViewReader.Freshness;

/// Placing, cancelling and returning orders.
public final class OrderRoutes implements Routes {

  private final CommandPort<OrderCommand> commands;
  private final PriceList prices;
  private final OrderStages stages;

  public OrderRoutes(CommandPort<OrderCommand> commands, PriceList prices, OrderStages stages) {
    this.commands = commands;
    this.prices = prices;
    this.stages = stages;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.post("/v1/orders", this::place);
    routes.post("/v1/orders/{id}/cancel", this::cancel);
    routes.post("/v1/orders/{id}/return", this::returned);
  }

  record CancelBody(Optional<String> reason) {}

  record ReturnBody(Optional<List<Item>> items) {}

  private void place(Context ctx) {
    String key = Requests.idempotencyKey(ctx);
    byte[] body = Requests.body(ctx);
    PlaceOrderBody order = Json.read(body, PlaceOrderBody.class);
    String orderId = CommandResponses.created(key);
    PlaceOrder command = priced(order, orderId, key, Requests.freshness(ctx));
    send(ctx, orderId, key, body, command, OptionalLong.empty(), 201);
    if (ctx.res().getHeader("Location") == null) {
      ctx.header("Location", "/v1/orders/" + orderId);
    }
  }

  /// Prices may have moved since the command was decided. What was decided then is the answer
  /// still, so a command that is known goes out once more, as one that can never be accepted.
  private PlaceOrder priced(PlaceOrderBody order, String orderId, String key, Freshness freshness) {
    try {
      return order.priced(prices, freshness);
    } catch (Problem.Raised e) {
      UUID id = CommandResponses.commandId(PlaceOrder.class.getSimpleName(), orderId, key);
      if (commands.find(id.toString()).isEmpty()) {
        throw e;
      }
      return order.unpriced();
    }
  }

  private void cancel(Context ctx) {
    String orderId = Requests.uuid(ctx, "id");
    String key = Requests.idempotencyKey(ctx);
    OptionalLong version = Requests.ifMatch(ctx);
    byte[] body = bodyOrEmpty(ctx);
    String reason = Json.read(body, CancelBody.class).reason().orElse("");
    if (reason.length() > OrderLimits.CANCEL_REASON_CHARS_MAX
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw Problem.of(Problem.Kind.INVALID_BODY, "the reason breaks a rule")
          .at("/reason", "at most 200 characters, no control characters")
          .raised();
    }
    send(ctx, orderId, key, body, new OrderCommand.CancelOrder(reason), version, 200);
  }

  private void returned(Context ctx) {
    String orderId = Requests.uuid(ctx, "id");
    String key = Requests.idempotencyKey(ctx);
    OptionalLong version = Requests.ifMatch(ctx);
    byte[] body = bodyOrEmpty(ctx);
    List<Item> items = Json.read(body, ReturnBody.class).items().orElse(List.of());
    if (items.size() > OrderLimits.LINES_MAX) {
      throw Problem.of(Problem.Kind.INVALID_BODY, "the return breaks a rule")
          .at("/items", "at most " + OrderLimits.LINES_MAX)
          .raised();
    }
    send(ctx, orderId, key, body, new OrderCommand.ReturnOrder(items), version, 200);
  }

  private static byte[] bodyOrEmpty(Context ctx) {
    byte[] body = Requests.body(ctx);
    return body.length == 0 ? Json.bytes("{}") : body;
  }

  private void send(
      Context ctx,
      String orderId,
      String key,
      byte[] body,
      OrderCommand command,
      OptionalLong version,
      int accepted) {
    String route = command.getClass().getSimpleName();
    Optional<OrderStatus> stage = OrderStages.wanted(ctx);
    long deadline = System.nanoTime() + Requests.patience(ctx).toNanos();
    var outgoing =
        new Outgoing<>(
            orderId,
            CommandResponses.commandId(route, orderId, key),
            command,
            version,
            Json.fingerprint(body),
            Optional.of(key));
    Optional<Settled> settled =
        CommandResponses.settle(ctx, commands, outgoing, Requests.patience(ctx));
    settled.ifPresent(
        outcome -> {
          CommandResponses.answer(ctx, outcome, accepted, Topics.ORDERS_EVENTS);
          stage.ifPresent(wanted -> stages.await(ctx, outcome.outcome(), wanted, deadline));
        });
  }
}
