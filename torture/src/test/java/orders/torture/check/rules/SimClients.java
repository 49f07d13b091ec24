package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;
import orders.contract.Topics;
import orders.engine.Outcome;
import orders.http.CommandResponses;
import orders.kafka.Partitions;
import orders.query.Token;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Clients of a system that is as it should be, a seed each time: what they do overlaps, answers
/// get lost, requests are repeated, reads are as old as their tokens allow.
final class SimClients {

  private static final int SESSIONS = 3;
  private static final int STEPS = 90;
  private static final List<String> VIEWS =
      List.of(Timelines.ORDERS, Timelines.ORDERS, "invoices", "shipments");
  private static final List<String> SKUS = List.of("cup", "pot");
  private final SplittableRandom random;
  private final SimShop shop = new SimShop();
  private final SimLog log = shop.log;
  private final List<Operation> operations = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Request> repeatable = new ArrayList<>();
  private final long[] free = new long[SESSIONS];
  private final SimTokens tokens;
  private long now = 1_000;

  private record Request(
      Kind kind, String id, String key, long expected, OrderCommand order, StockCommand stock) {}

  private SimClients(long seed) {
    this.random = new SplittableRandom(seed);
    this.tokens = new SimTokens(random);
  }

  /// What a run with that seed leaves.
  static Facts run(long seed) {
    var clients = new SimClients(seed);
    return clients.run();
  }

  private Facts run() {
    for (String sku : SKUS) {
      ask(stock(Kind.LIST_PRODUCT, sku, new StockCommand.ListProduct(sku, 250, "EUR")), false);
      ask(stock(Kind.RECEIVE, sku, new StockCommand.ReceiveStock(15)), false);
    }
    for (int i = 0; i < STEPS; i++) {
      now += random.nextInt(1, 20);
      if (random.nextBoolean()) {
        shop.step(random);
      } else {
        act();
      }
    }
    while (shop.step(random)) {
      now += random.nextInt(1, 20);
    }
    for (String id : ids) {
      read(Timelines.ORDERS, Topics.ORDERS_EVENTS, "orders", id);
    }
    return facts();
  }

  private void act() {
    switch (random.nextInt(6)) {
      case 0 -> place();
      case 1 -> change(Kind.CANCEL);
      case 2 -> change(Kind.RETURN);
      case 3 -> {
        if (!repeatable.isEmpty()) {
          ask(repeatable.get(random.nextInt(repeatable.size())), true);
        }
      }
      case 4 -> read("stock", Topics.STOCK_EVENTS, "stock", SKUS.get(random.nextInt(2)));
      default -> {
        if (!ids.isEmpty()) {
          String id = ids.get(random.nextInt(ids.size()));
          read(VIEWS.get(random.nextInt(VIEWS.size())), Topics.ORDERS_EVENTS, "orders", id);
        }
      }
    }
  }

  private void place() {
    String key = "key-" + ids.size();
    String id = CommandResponses.created(key);
    ids.add(id);
    var line = new OrderLine(SKUS.get(random.nextInt(2)), random.nextInt(1, 4), 250);
    var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
    var place = new OrderCommand.PlaceOrder("c", List.of(line), "EUR", contact, "tok");
    ask(new Request(Kind.PLACE, id, key, Operation.NONE, place, noStock()), true);
  }

  private void change(Kind kind) {
    if (ids.isEmpty()) {
      return;
    }
    String id = ids.get(random.nextInt(ids.size()));
    long expected = Math.max(1, log.version(id) - (random.nextInt(4) == 0 ? 1 : 0));
    OrderCommand command =
        kind == Kind.CANCEL
            ? new OrderCommand.CancelOrder("")
            : new OrderCommand.ReturnOrder(List.of());
    ask(new Request(kind, id, kind + "-" + now, expected, command, noStock()), true);
  }

  private static StockCommand noStock() {
    return new StockCommand.ReceiveStock(1);
  }

  private Request stock(Kind kind, String sku, StockCommand command) {
    return new Request(
        kind, sku, kind + sku, Operation.NONE, new OrderCommand.ExpireOrder(), command);
  }

  private void ask(Request request, boolean mayBeLost) {
    int session = session();
    long start = Math.max(free[session] + 1, now - random.nextInt(30));
    boolean lost = mayBeLost && random.nextInt(6) == 0;
    Optional<Outcome> outcome =
        lost && random.nextBoolean() ? Optional.empty() : Optional.of(decide(request));
    repeatable.add(request);
    end(session);
    operations.add(operation(session, request, start, lost ? Optional.empty() : outcome));
  }

  private Outcome decide(Request request) {
    boolean order = request.kind() != Kind.LIST_PRODUCT && request.kind() != Kind.RECEIVE;
    String route = (order ? request.order() : request.stock()).getClass().getSimpleName();
    UUID id = CommandResponses.commandId(route, request.id(), request.key());
    log.message(order ? Topics.ORDERS_COMMANDS : Topics.STOCK_COMMANDS, request.id(), id, "");
    return order
        ? log.order(request.id(), id, request.expected(), request.order())
        : log.stock(request.id(), id, request.stock());
  }

  private Operation operation(int session, Request r, long start, Optional<Outcome> outcome) {
    int status =
        outcome
            .map(
                o ->
                    switch (o.kind()) {
                      case ACCEPTED -> r.kind() == Kind.PLACE ? 201 : 200;
                      case CONFLICT -> 412;
                      case REFUSED, KEY_REUSED, IMPOSSIBLE -> 409;
                    })
            .orElse(0);
    Result result = status == 0 ? Result.UNKNOWN : status < 300 ? Result.OK : Result.REFUSED;
    String request = r.kind() + r.id() + r.key() + r.expected();
    boolean placed = r.kind() == Kind.PLACE && result == Result.UNKNOWN;
    return new Operation(
        operations.size(),
        session,
        r.kind(),
        placed ? "" : r.id(),
        "",
        r.key(),
        request,
        r.expected(),
        start,
        free[session],
        result,
        status,
        outcome.map(o -> "answer to " + o.commandId()).orElse(""),
        outcome.map(Outcome::commandId).orElse(""),
        outcome.map(Outcome::version).orElse(Operation.NONE),
        "",
        "",
        "",
        false);
  }

  /// A row as of some moment that the session's token allows, with that moment as its token.
  private void read(String view, String topic, String counted, String key) {
    int session = session();
    long start = Math.max(free[session] + 1, now - random.nextInt(30));
    var source = new Token.Source(topic, Partitions.of(key, SimLog.PARTITIONS));
    Token asked = tokens.asked(session, topic);
    if (SimTokens.across(asked, topic)) {
      shop.finish(
          topic.equals(Topics.STOCK_EVENTS) ? Topics.STOCK_COMMANDS : Topics.ORDERS_COMMANDS);
    }
    long least = SimTokens.least(asked, source, log.count(counted, key));
    long count = random.nextLong(least, log.count(counted, key) + 1);
    Optional<Timelines.Moment> row =
        Optional.ofNullable(Timelines.all(facts()).get(view)).flatMap(v -> v.at(key, count));
    var told = Token.of(topic, source.partition(), count);
    tokens.saw(session, told);
    end(session);
    operations.add(
        new Operation(
            operations.size(),
            session,
            Kind.READ,
            key,
            view,
            "",
            view + key,
            Operation.NONE,
            start,
            free[session],
            row.isPresent() ? Result.OK : Result.REFUSED,
            row.isPresent() ? 200 : 404,
            row.toString(),
            "",
            row.map(Timelines.Moment::version).orElse(Operation.NONE),
            row.map(Timelines.Moment::state).orElse(""),
            asked.toString(),
            asked.merge(told).toString(),
            false));
  }

  /// Somebody who is not busy; time goes on until there is one.
  private int session() {
    int session = random.nextInt(SESSIONS);
    now = Math.max(now, free[session] + 2);
    return session;
  }

  private void end(int session) {
    free[session] = now + random.nextInt(1, 30);
  }

  private Facts facts() {
    return shop.facts(operations, ids);
  }
}
