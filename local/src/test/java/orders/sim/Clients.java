package orders.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.engine.Codec;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import orders.policy.Ids;
import org.apache.kafka.common.header.Headers;

/// Clients that place orders, cancel some and send some back. Whoever does not know whether a
/// command arrived sends it again under the same id.
final class Clients implements Actor {

  static final List<String> SKUS = List.of("cup", "pot", "tea");
  private static final int PRICE_MINOR = 250;

  /// How often a client looks whether its order has arrived.
  private static final int LOOKS_MAX = 60;

  private static final List<String> TOKENS =
      List.of("tok-approve", "tok-approve", "tok-approve", "tok-late", "tok-decline", "tok-silent");
  private static final List<Class<?>> STAGES =
      List.of(Order.Placed.class, Order.Reserved.class, Order.Paid.class, Order.Shipped.class);
  private final Log log;
  private final Codecs codecs;
  private final Oracle oracle;
  private final EnvelopeWriter envelopes = new EnvelopeWriter("/gateway");
  private final List<BooleanSupplier> wishes = new ArrayList<>();
  private final Map<String, String> sent = new HashMap<>();

  Clients(Log log, Codecs codecs, Oracle oracle, SplittableRandom random) {
    this.log = log;
    this.codecs = codecs;
    this.oracle = oracle;
    for (String sku : SKUS) {
      boolean _ = stock(sku, "list", new StockCommand.ListProduct(sku, PRICE_MINOR, "EUR"));
      boolean _ = stock(sku, "receive", new StockCommand.ReceiveStock(random.nextInt(3, 40)));
      if (random.nextBoolean()) {
        wishes.add(() -> stock(sku, "more", new StockCommand.ReceiveStock(5)));
      }
    }
    int orders = random.nextInt(2, 8);
    for (int i = 0; i < orders; i++) {
      shopper(Ids.derived(new UUID(0, 1), "order " + i).toString(), random);
    }
  }

  /// The aggregate that each command was sent to, by the command's id.
  Map<String, String> sent() {
    return sent;
  }

  @Override
  public boolean step(SplittableRandom random) {
    if (wishes.isEmpty()) {
      return false;
    }
    if (random.nextInt(3) > 0) {
      return true; // people are slow
    }
    int next = random.nextInt(wishes.size());
    boolean over = wishes.get(next).getAsBoolean();
    if (over && random.nextInt(5) > 0) {
      wishes.remove(next);
    }
    return true;
  }

  /// Whoever crashes does what it had in mind all the same.
  @Override
  public void crash(SplittableRandom random) {}

  private void shopper(String id, SplittableRandom random) {
    OrderCommand place = place(random);
    wishes.add(() -> order(id, "place", place, OptionalLong.empty()));
    if (random.nextInt(2) == 0) {
      boolean careful = random.nextInt(3) > 0;
      Class<?> stage = STAGES.get(random.nextInt(STAGES.size()));
      wish(() -> reached(id, stage) && cancel(id, careful));
    }
    if (random.nextInt(2) == 0) {
      int pieces = random.nextInt(0, 3);
      wish(() -> giveBack(id, pieces));
    }
  }

  /// What somebody would like to do as soon as it is possible, and then gives up.
  private void wish(BooleanSupplier what) {
    var looks = new AtomicInteger();
    wishes.add(() -> what.getAsBoolean() || looks.incrementAndGet() > LOOKS_MAX);
  }

  private boolean reached(String id, Class<?> stage) {
    return stage.isInstance(oracle.orders.get(id));
  }

  /// Under another key when the order has moved on, as a new decision of the client.
  private boolean cancel(String id, boolean careful) {
    long version = oracle.version(id);
    return order(
        id,
        "cancel " + version,
        new OrderCommand.CancelOrder("changed my mind"),
        careful ? OptionalLong.of(version) : OptionalLong.empty());
  }

  /// False until the order has arrived.
  ///
  /// @param pieces of the first line; everything when 0
  private boolean giveBack(String id, int pieces) {
    if (!(oracle.orders.get(id) instanceof Order.Delivered(var details, String _))) {
      return false;
    }
    OrderLine first = details.lines().getFirst();
    List<Item> items =
        pieces == 0
            ? List.of()
            : List.of(new Item(first.sku(), Math.min(pieces, first.quantity())));
    return order(id, "return", new OrderCommand.ReturnOrder(items), OptionalLong.empty());
  }

  private static OrderCommand place(SplittableRandom random) {
    List<OrderLine> lines =
        IntStream.range(0, SKUS.size())
            .filter(i -> i == 0 || random.nextBoolean())
            .mapToObj(i -> new OrderLine(SKUS.get(i), random.nextInt(1, 6), PRICE_MINOR))
            .toList();
    return new OrderCommand.PlaceOrder(
        "ada",
        lines,
        "EUR",
        new Contact("Ada", "ada@example.org", "1 Byron Row"),
        TOKENS.get(random.nextInt(TOKENS.size())));
  }

  private boolean order(String id, String key, OrderCommand command, OptionalLong version) {
    return send(Topics.ORDERS_COMMANDS, id, key, command, codecs.orderCommands(), version);
  }

  private boolean stock(String sku, String key, StockCommand command) {
    var none = OptionalLong.empty();
    return send(Topics.STOCK_COMMANDS, sku, key, command, codecs.stockCommands(), none);
  }

  private <C> boolean send(
      String topic, String to, String key, C command, Codec<C> codec, OptionalLong version) {
    String id = Ids.derived(new UUID(0, 2), to + "/" + key).toString();
    byte[] value = codec.encode(command);
    Headers headers = envelopes.envelope(id, codec.type(command), to, Instant.EPOCH, value);
    headers.add(Envelope.CORRELATION_ID, Envelope.bytes(id));
    headers.add(Envelope.FINGERPRINT, Envelope.bytes(key));
    version.ifPresent(v -> headers.add(Envelope.EXPECTED_VERSION, Envelope.bytes("" + v)));
    log.append(topic, to, value, headers);
    sent.put(id, to);
    return true;
  }
}
