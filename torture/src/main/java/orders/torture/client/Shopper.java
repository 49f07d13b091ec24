package orders.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import orders.torture.cluster.Instances;
import orders.torture.history.Operation.Kind;
import orders.torture.measure.Waiting;

/// One client: what it does follows from its seed and from what it is told.
final class Shopper implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration READ_PATIENCE = Duration.ofSeconds(4);

  /// A machine that is busy all the time would show how busy it is, not how soon it gets over a
  /// fault.
  private static final int THINK_MS_MIN = 200;

  private static final int THINK_MS_MAX = 1_500;
  private static final int RETRIES_MAX = 6;
  private static final int RETRY_MS_MAX = 800;

  private final int session;
  private final String canary;
  private final Caller caller;
  private final Tally tally;
  private final SplittableRandom random;
  private final BooleanSupplier goesOn;
  private final Memory memory;
  private final String salt;
  private int next;

  Shopper(
      int session,
      String canary,
      Caller caller,
      Tally tally,
      SplittableRandom random,
      BooleanSupplier goesOn) {
    this.session = session;
    this.canary = canary;
    this.caller = caller;
    this.tally = tally;
    this.random = random;
    this.goesOn = goesOn;
    this.memory = new Memory(random.split());
    this.salt = Integer.toHexString(random.nextInt());
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      int dice = random.nextInt(100);
      if (dice < 38) {
        place();
      } else if (dice < 48) {
        memory.someOrder().ifPresent(this::cancel);
      } else if (dice < 54) {
        memory.delivered().ifPresent(this::giveBack);
      } else if (dice < 60) {
        memory.someSettled().ifPresent(this::again);
      } else if (dice < 63) {
        receive();
      } else {
        read();
      }
      if (!Waiting.pause(Duration.ofMillis(random.nextInt(THINK_MS_MIN, THINK_MS_MAX)))) {
        return;
      }
    }
  }

  /// Ids follow from keys, and so does what the provider makes of an order: by the seed, too.
  private String key(String what) {
    return what + "-" + salt + "-" + session + "-" + next++;
  }

  private void place() {
    String body = Goods.order(canary, random);
    Ask ask = Ask.command(Kind.PLACE, "", "/v1/orders", key("order"), body);
    int dice = random.nextInt(100);
    if (dice < 10) {
      duplicate(ask);
    } else if (dice < 16) {
      caller.abort(session, instance(), ask, random.nextBoolean());
      settle(ask);
    } else if (dice < 20) {
      settle(ask);
      settle(ask.withBody(Goods.order(canary, random))); // the same key for something else
    } else {
      settle(ask);
    }
  }

  private void cancel(Memory.Order known) {
    // Every third client has not looked lately.
    Memory.Order order = random.nextInt(3) == 0 ? known : refreshed(known);
    long version = order.version();
    String path = "/v1/orders/" + order.id() + "/cancel";
    Ask ask =
        Ask.command(
                Kind.CANCEL, order.id(), path, key("cancel"), "{\"reason\":\"changed my mind\"}")
            .ifMatch(version);
    if (random.nextInt(5) == 0) {
      duplicate(ask);
    } else {
      settle(ask);
    }
  }

  /// As it is now, as far as an instance says so.
  private Memory.Order refreshed(Memory.Order known) {
    remember(look("orders", known.id(), "/v1/orders/" + known.id()));
    return memory.find(known.id()).orElse(known);
  }

  private void giveBack(Memory.Order order) {
    String path = "/v1/orders/" + order.id() + "/return";
    String body = "{\"items\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(order.sku());
    settle(
        Ask.command(Kind.RETURN, order.id(), path, key("return"), body).ifMatch(order.version()));
  }

  private void receive() {
    String sku = random.nextBoolean() ? Goods.SCARCE : Goods.sku(random);
    settle(
        Ask.command(
            Kind.RECEIVE,
            sku,
            "/v1/stock/" + sku + "/receive",
            key("receive"),
            Goods.pieces(random.nextInt(1, 30))));
  }

  private void again(Ask settled) {
    tally.add(Tally.Count.RETRIES);
    caller.call(session, instance(), settled, PATIENCE);
  }

  /// Both instances at once.
  private void duplicate(Ask ask) {
    tally.add(Tally.Count.DUPLICATES);
    int first = instance();
    CompletableFuture<Reply> other =
        CompletableFuture.supplyAsync(
            () -> caller.call(session, other(first), ask, PATIENCE), Clients.THREADS);
    Reply one = caller.call(session, first, ask, PATIENCE);
    learn(ask, one);
    learn(ask, other.join());
    if (one.unknown()) {
      settle(ask);
    }
  }

  /// Until it is known what became of it; one client in eight does not care.
  private void settle(Ask ask) {
    int at = instance();
    Reply reply = caller.call(session, at, ask, PATIENCE);
    boolean cares = random.nextInt(8) > 0;
    for (int i = 0; i < RETRIES_MAX && reply.unknown() && cares && goesOn.getAsBoolean(); i++) {
      Waiting.pause(Duration.ofMillis(random.nextInt(RETRY_MS_MAX)));
      at = other(at);
      tally.add(Tally.Count.RETRIES);
      reply = caller.call(session, at, ask, PATIENCE);
    }
    learn(ask, reply);
  }

  private void learn(Ask ask, Reply reply) {
    if (reply.unknown()) {
      return;
    }
    if (ask.kind() != Kind.RECEIVE) { // a SKU that much is asked of remembers for a while only
      memory.settled(ask);
    }
    memory.saw(reply.operation().token());
    boolean order = ask.kind() == Kind.PLACE || ask.kind() == Kind.CANCEL;
    if (reply.ok() && order) {
      memory.keep(
          new Memory.Order(reply.operation().subject(), reply.operation().version(), "", "cup"));
    }
  }

  private void read() {
    Optional<Memory.Order> order = memory.someOrder();
    int dice = random.nextInt(10);
    if (order.isPresent() && dice < 7) {
      String id = order.get().id();
      switch (dice) {
        case 0, 1 -> look("invoices", id, "/v1/invoices/" + id);
        case 2 -> look("shipments", id, "/v1/shipments/" + id);
        default -> remember(look("orders", id, "/v1/orders/" + id));
      }
    } else {
      String sku = Goods.sku(random);
      look("stock", sku, "/v1/stock/" + sku);
    }
  }

  private Reply look(String view, String subject, String path) {
    Ask ask = Ask.read(view, subject, path, memory.token());
    Reply reply = caller.call(session, instance(), ask, READ_PATIENCE);
    memory.saw(reply.operation().token());
    return reply;
  }

  private void remember(Reply order) {
    if (order.ok()) {
      JsonNode body = order.body();
      String sku = body.at("/lines/0/sku").asText("cup");
      memory.keep(
          new Memory.Order(
              order.operation().subject(),
              order.operation().version(),
              order.operation().state(),
              sku));
    }
  }

  private int instance() {
    return random.nextInt(Instances.COUNT);
  }

  private static int other(int instance) {
    return (instance + 1) % Instances.COUNT;
  }
}
