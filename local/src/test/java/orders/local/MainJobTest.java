package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;
import orders.app.Commands;
import orders.app.Node;
import orders.app.Reads;
import orders.app.Role;
import orders.app.Settings;
import orders.engine.CommandPort;
import orders.engine.Outcome;
import orders.engine.Outgoing;
import orders.engine.Settled;
import orders.policy.Ids;
import orders.projection.billing.InvoiceState;
import orders.projection.orders.OrderStatus;
import orders.query.Token;
import orders.query.ViewReader.Freshness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on a real broker: orders in, invoices and stock out.
class MainJobTest {

  private static final UUID IDS = UUID.fromString("6f1c5e0e-5f0a-4c55-9a7e-0d9a3c1a2b11");

  @TempDir static Path directory;
  private static TestCluster kafka;
  private static Node node;
  private static Reads reads;
  private static Commands commands;

  @BeforeAll
  static void start() {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    Map<String, String> settings = kafka.settings();
    settings.put("state.dir", directory.resolve("state").toString());
    node = new Node(Settings.read(Map.of(), settings), EnumSet.allOf(Role.class), () -> 0);
    node.startServices();
    reads = node.startReads();
    commands = node.startCommands();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> node.apps().stream().allMatch(app -> app.running()));
  }

  @AfterAll
  static void stop() {
    node.close();
    kafka.close();
  }

  @Test
  void an_order_for_stock_that_is_there_becomes_reserved() {
    stock("pen", 500, 10);
    Settled placed = place("one", new OrderLine("pen", 3, 500));
    assertThat(placed.outcome().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
    String orderId = placed.outcome().aggregateId();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(reads.summaries().get(orderId, Freshness.ANY).value())
                    .hasValueSatisfying(
                        row -> assertThat(row.status()).isEqualTo(OrderStatus.RESERVED)));
    var fresh = new Freshness(token(placed), Duration.ofSeconds(20), false);
    assertThat(reads.invoices().get(orderId, fresh).value())
        .hasValueSatisfying(
            row -> {
              assertThat(row.totalMinor()).isEqualTo(1500);
              assertThat(row.state()).isEqualTo(InvoiceState.OPEN);
            });
    assertThat(reads.levels().get("pen", fresh).value())
        .hasValueSatisfying(row -> assertThat(row.available()).isEqualTo(7));
    assertThat(reads.accounts().get("c1|EUR", fresh).value())
        .hasValueSatisfying(row -> assertThat(row.invoicedMinor()).isPositive());
  }

  @Test
  void one_line_short_rejects_the_order_and_releases_the_others() {
    stock("ink", 900, 5);
    stock("rare", 9900, 1);
    Settled placed = place("two", new OrderLine("ink", 2, 900), new OrderLine("rare", 2, 9900));
    String orderId = placed.outcome().aggregateId();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(reads.summaries().get(orderId, Freshness.ANY).value())
                  .hasValueSatisfying(
                      row -> assertThat(row.status()).isEqualTo(OrderStatus.REJECTED));
              assertThat(reads.levels().get("ink", Freshness.ANY).value())
                  .hasValueSatisfying(row -> assertThat(row.available()).isEqualTo(5));
            });
    var history = reads.orders().of(orderId, Freshness.ANY);
    assertThat(history.getFirst().version()).isEqualTo(1);
  }

  @Test
  void a_repeated_command_gets_the_same_outcome_again() {
    Settled first = place("three", new OrderLine("gum", 1, 5));
    Settled again = place("three", new OrderLine("gum", 1, 5));
    assertThat(again.outcome()).isEqualTo(first.outcome());
    assertThat(again.replayed()).isTrue();
  }

  private static Token token(Settled settled) {
    return Token.of("orders.events", settled.outcome().partition(), settled.outcome().position());
  }

  private static void stock(String sku, long price, int quantity) {
    send(commands.stock(), sku, "list", new StockCommand.ListProduct(sku, price, "EUR"));
    send(commands.stock(), sku, "receive", new StockCommand.ReceiveStock(quantity));
  }

  private static Settled place(String key, OrderLine... lines) {
    String orderId = Ids.derived(IDS, key).toString();
    var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
    return send(
        commands.orders(),
        orderId,
        key,
        new OrderCommand.PlaceOrder("c1", List.of(lines), "EUR", contact, "tok-approve"));
  }

  private static <C> Settled send(CommandPort<C> port, String id, String key, C command) {
    return port.submit(
            new Outgoing<>(
                id,
                Ids.derived(IDS, id + key),
                command,
                OptionalLong.empty(),
                "00000000000000ff",
                Optional.of(key)))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }
}
