package orders.inventory;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalLong;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockLimits;
import orders.contract.Topics;
import orders.engine.CommandPort;
import orders.engine.Outgoing;
import orders.http.CommandResponses;
import orders.http.Json;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Routes;

/// Listing, pricing and renaming products, and receiving and adjusting their stock.
public final class StockRoutes implements Routes {

  private final CommandPort<StockCommand> commands;

  public StockRoutes(CommandPort<StockCommand> commands) {
    this.commands = commands;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.post("/v1/products", this::listProduct);
    routes.post("/v1/products/{sku}/price", this::changePrice);
    routes.post("/v1/products/{sku}/name", this::rename);
    routes.post("/v1/stock/{sku}/receive", this::receive);
    routes.post("/v1/stock/{sku}/adjust", this::adjust);
  }

  record ProductBody(String sku, String name, long priceMinor, String currency) {}

  record PriceBody(long priceMinor) {}

  record NameBody(String name) {}

  record ReceiveBody(int quantity, Optional<String> reference) {}

  record AdjustBody(int delta, String reason) {}

  private void listProduct(Context ctx) {
    byte[] body = Requests.body(ctx);
    ProductBody product = Json.read(body, ProductBody.class);
    require(Requests.isName(product.sku()), "/sku", "letters, digits, . _ -; at most 64");
    require(clean(product.name(), StockLimits.NAME_CHARS_MAX), "/name", "1 to 200 characters");
    require(product.currency().matches("[A-Z]{3}"), "/currency", "an ISO 4217 code");
    ctx.header("Location", "/v1/stock/" + product.sku());
    send(
        ctx,
        product.sku(),
        body,
        new StockCommand.ListProduct(product.name(), product.priceMinor(), product.currency()),
        201);
  }

  private void changePrice(Context ctx) {
    byte[] body = Requests.body(ctx);
    long price = Json.read(body, PriceBody.class).priceMinor();
    send(ctx, Requests.name(ctx, "sku"), body, new StockCommand.ChangePrice(price), 200);
  }

  private void rename(Context ctx) {
    byte[] body = Requests.body(ctx);
    String name = Json.read(body, NameBody.class).name();
    require(clean(name, StockLimits.NAME_CHARS_MAX), "/name", "1 to 200 characters");
    send(ctx, Requests.name(ctx, "sku"), body, new StockCommand.RenameProduct(name), 200);
  }

  private void receive(Context ctx) {
    byte[] body = Requests.body(ctx);
    ReceiveBody receive = Json.read(body, ReceiveBody.class);
    String reference = receive.reference().orElse("");
    require(
        reference.isEmpty() || clean(reference, StockLimits.REFERENCE_CHARS_MAX),
        "/reference",
        "at most 64 characters");
    send(
        ctx,
        Requests.name(ctx, "sku"),
        body,
        new StockCommand.ReceiveStock(receive.quantity(), reference),
        200);
  }

  private void adjust(Context ctx) {
    byte[] body = Requests.body(ctx);
    AdjustBody adjust = Json.read(body, AdjustBody.class);
    require(clean(adjust.reason(), StockLimits.REASON_CHARS_MAX), "/reason", "1 to 200 characters");
    send(
        ctx,
        Requests.name(ctx, "sku"),
        body,
        new StockCommand.AdjustStock(adjust.delta(), adjust.reason()),
        200);
  }

  private void send(Context ctx, String sku, byte[] body, StockCommand command, int accepted) {
    String key = Requests.idempotencyKey(ctx);
    var outgoing =
        new Outgoing<>(
            sku,
            CommandResponses.commandId(command.getClass().getSimpleName(), sku, key),
            command,
            OptionalLong.empty(),
            Json.fingerprint(body),
            Optional.of(key));
    CommandResponses.settle(ctx, commands, outgoing, Requests.patience(ctx))
        .ifPresent(settled -> CommandResponses.answer(ctx, settled, accepted, Topics.STOCK_EVENTS));
  }

  private static boolean clean(String text, int charsMax) {
    return !text.isBlank()
        && text.length() <= charsMax
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static void require(boolean holds, String pointer, String rule) {
    if (!holds) {
      throw Problem.of(Problem.Kind.INVALID_BODY, "the body breaks a rule")
          .at(pointer, rule)
          .raised();
    }
  }
}
