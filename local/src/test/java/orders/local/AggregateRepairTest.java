package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.app.AggregateGroup;
import orders.app.Role;
import orders.app.Settings;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.kafka.ClientProperties;
import orders.kafka.StartupGuard;
import orders.local.sandbox.Sandbox;
import orders.replay.AggregateRepair;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An aggregate that has lost its stores gets them back from its events, and decides nothing twice.
class AggregateRepairTest {

  private static final List<String> SERVICES = List.of("order-service", "inventory-service");

  @TempDir static Path directory;
  private static final List<String> ORDERS = new ArrayList<>();
  private static TestCluster kafka;
  private static Sandbox world;
  private static String refused;
  private static int starts;

  @BeforeAll
  static void start() {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    world = Market.world();
    try (Market shop = open()) {
      trade(shop);
      refused = cancel(shop, ORDERS.getFirst()).body();
      assertThatThrownBy(AggregateRepairTest::repair).hasMessageContaining("runs: stop it");
    }
  }

  @AfterAll
  static void stop() {
    world.close();
    kafka.close();
  }

  @Test
  void what_is_wiped_is_rebuilt_and_old_commands_are_known() throws Exception {
    String waiting = orderWhileNobodyDecides();
    EventLog before = EventLog.read(kafka);
    var ledger = world.ledger();

    wipe();
    assertThatThrownBy(AggregateRepairTest::open)
        .isInstanceOf(StartupGuard.Refused.class)
        .hasMessageContaining("orders replay order-aggregate --repair");
    repair();

    try (Market shop = open()) {
      shop.awaitStatus(waiting, "DELIVERED");
      HttpResponse<String> again = shop.order("c-1", "key-1", "pen", 2);
      assertThat(Market.id(again)).isEqualTo(ORDERS.get(1));
      assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
      assertThat(shop.order("c-1", "key-1", "pen", 3).statusCode()).isEqualTo(422);
      HttpResponse<String> stillRefused = cancel(shop, ORDERS.getFirst());
      assertThat(stillRefused.headers().firstValue("Idempotent-Replayed")).contains("true");
      assertThat(withoutRequest(stillRefused.body())).isEqualTo(withoutRequest(refused));
      HttpResponse<String> received =
          shop.post("/v1/stock/pen/receive", "receive-pen", "{\"quantity\":1000}");
      assertThat(received.headers().firstValue("Idempotent-Replayed")).contains("true");
      String next = Market.id(shop.order("c-1", "key-next", "pen", 1));
      shop.awaitStatus(next, "DELIVERED");
      EventLog after = EventLog.read(kafka);
      assertThat(after.withGaps()).isEmpty();
      assertThat(after.facts()).containsAll(before.facts());
      assertThat(after.facts()).extracting(EventLog.Fact::id).doesNotHaveDuplicates();
      assertThat(after.ofType("StockReceived")).hasSize(before.ofType("StockReceived").size());
      assertThat(world.ledger().get("EUR")).isNotEqualTo(ledger.get("EUR"));
    }
  }

  @Test
  void a_group_that_is_moved_back_decides_nothing_again() throws Exception {
    EventLog before = EventLog.read(kafka);
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
      for (int partition = 0; partition < 4; partition++) {
        zero.put(new TopicPartition(Topics.ORDERS_COMMANDS, partition), new OffsetAndMetadata(0));
      }
      admin.alterConsumerGroupOffsets("order-service", zero).all().get(30, TimeUnit.SECONDS);
    }
    try (Market shop = open()) {
      String next = Market.id(shop.order("c-1", "key-moved", "pen", 1));
      shop.awaitStatus(next, "DELIVERED");
      EventLog after = EventLog.read(kafka);
      assertThat(after.facts()).containsAll(before.facts());
      assertThat(after.facts())
          .filteredOn(fact -> !before.facts().contains(fact))
          .allMatch(fact -> fact.aggregate().equals(next) || fact.aggregate().equals("pen"));
      assertThat(after.withGaps()).isEmpty();
    }
  }

  private static Market open() {
    return Market.open(settings(), world);
  }

  private static Settings settings() {
    starts++;
    return Market.settings(kafka, directory.resolve("state-" + starts), world);
  }

  private static void trade(Market shop) {
    shop.product("pen", 250, 1_000);
    for (int i = 0; i < 8; i++) {
      ORDERS.add(Market.id(shop.order("c-" + i % 3, "key-" + i, "pen", 1 + i % 4)));
    }
    ORDERS.forEach(order -> shop.awaitStatus(order, "DELIVERED"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.json("/v1/stock/pen").path("reserved").asInt(1) == 0);
  }

  private static HttpResponse<String> cancel(Market shop, String order) {
    long version = shop.json("/v1/orders/" + order).path("version").asLong();
    HttpResponse<String> refused =
        shop.post(
            "/v1/orders/" + order + "/cancel",
            "cancel",
            "{\"reason\":\"too late\"}",
            "If-Match",
            "\"" + version + "\"");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    return refused;
  }

  private static String withoutRequest(String problem) {
    return problem.replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  /// A command that waits in its topic: only the gateway is up.
  private static String orderWhileNobodyDecides() {
    try (Market gateway = Market.open(settings(), world, EnumSet.of(Role.GATEWAY, Role.QUERY))) {
      assertThat(gateway.get("/v1/stock/pen").statusCode()).isEqualTo(200); // it has its price
      HttpResponse<String> pending =
          gateway.post(
              "/v1/orders", "key-waiting", Market.orderOf("c-1", "pen", 1), "Prefer", "wait=1");
      assertThat(pending.statusCode()).as(pending.body()).isEqualTo(202);
      return Market.parse(pending.body()).path("id").asText();
    }
  }

  /// Changelogs, positions and local state, as if under another application id.
  private static void wipe() throws Exception {
    try (Admin admin = admin()) {
      List<String> changelogs =
          admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
              .filter(topic -> SERVICES.stream().anyMatch(topic::startsWith))
              .filter(topic -> topic.endsWith("-changelog"))
              .toList();
      assertThat(changelogs).hasSizeGreaterThanOrEqualTo(3);
      admin.deleteTopics(changelogs).all().get(30, TimeUnit.SECONDS);
      admin.deleteConsumerGroups(SERVICES).all().get(30, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                var names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
                return changelogs.stream().noneMatch(names::contains);
              });
    }
  }

  private static void repair() {
    Settings settings = settings();
    try (var registry = new SchemaLog(settings.kafka().common())) {
      Codecs codecs = Codecs.over(new WireFormat(registry));
      for (AggregateGroup group : AggregateGroup.all(codecs, settings.stores())) {
        try (var repair =
            new AggregateRepair(settings.kafka(), group.target(), settings.partitions())) {
          repair.run(part -> {});
        }
      }
    }
  }

  private static Admin admin() {
    return Admin.create(ClientProperties.admin(kafka.connection(), "test"));
  }
}
