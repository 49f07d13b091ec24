package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.aggregate.order.OrderEvent;
import orders.app.Settings;
import orders.app.ViewGroup;
import orders.billing.BillingContext;
import orders.cli.Main;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topic;
import orders.engine.ProjectionHost;
import orders.kafka.ClientProperties;
import orders.kafka.StartupGuard;
import orders.local.sandbox.Sandbox;
import orders.projection.billing.Invoice;
import orders.replay.Replay;
import orders.replay.ReplayState;
import orders.replay.ReplayTarget;
import orders.replay.Replays;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Views are rebuilt from events: nobody outside hears of it, a wrong fold is told row by row, and
/// what was lost with its topics comes back.
class RebuildTest {

  private static final Replay.Choices USUAL = new Replay.Choices(false, 4, Duration.ofMinutes(2));
  private static final int DELIVERED = 6;

  @TempDir static Path directory;
  private static final List<String> DELIVERIES = new ArrayList<>();
  private static TestCluster kafka;
  private static Sandbox world;
  private static Doorman doorman;
  private static Market shop;
  private static String refused;
  private static int starts;

  @BeforeAll
  static void trade() {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    world = Market.world();
    doorman = Doorman.before(world.provider());
    shop = open();
    shop.product("pen", 250, 100);
    for (int i = 0; i < DELIVERED; i++) {
      DELIVERIES.add(Market.id(shop.order("c-" + i % 2, "key-" + i, "pen", 1 + i)));
    }
    refused = Market.id(shop.order("c-0", "key-many", "pen", 500));
    DELIVERIES.forEach(order -> shop.awaitStatus(order, "DELIVERED"));
    shop.awaitStatus(refused, "REJECTED");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                shop.json("/v1/stock/pen").path("reserved").asInt(1) == 0
                    && DELIVERIES.stream().allMatch(RebuildTest::captured));
  }

  @AfterAll
  static void stop() {
    shop.close();
    doorman.close();
    world.close();
    kafka.close();
  }

  @Test
  void nobody_outside_hears_of_it() throws Exception {
    long calls = doorman.calls();
    assertThat(calls).isGreaterThanOrEqualTo(3L * DELIVERED); // authorised, captured, sent
    Map<TopicPartition, Long> asked = Requests.ends(kafka);
    try (Replays replays = replays()) {
      for (ViewGroup view : ViewGroup.all(codecs())) {
        ReplayState end = replays.run(view.target(), USUAL, state -> {});
        assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
        assertThat(end.differences()).allMatch(d -> d.folded().equals(d.held()));
      }
    }
    assertThat(doorman.calls()).isEqualTo(calls);
    assertThat(Requests.ends(kafka)).isEqualTo(asked);
  }

  @Test
  void a_wrong_fold_is_told_row_by_row_and_readers_stay() {
    ProjectionHost<OrderEvent, Invoice> right = BillingContext.projection(codecs());
    var wrong =
        new ProjectionHost<>(
            right.name(),
            right.eventTopic(),
            right.events(),
            right.marks(),
            new OffByOne(right.projection()),
            right.rows(),
            right.rollups());
    try (Replays replays = replays()) {
      int before = replays.versions("billing").active();

      ReplayState end = replays.run(new ReplayTarget("billing", wrong), USUAL, state -> {});

      assertThat(end.state()).isEqualTo(ReplayState.State.FAILED);
      assertThat(end.detail()).contains("--accept");
      assertThat(replays.versions("billing").active()).isEqualTo(before);
      ReplayState.Difference invoices = end.differences().getFirst();
      assertThat(invoices.added() + invoices.removed()).isZero();
      assertThat(invoices.changed()).isEqualTo(DELIVERED);
      assertThat(invoices.samples())
          .extracting(ReplayState.Sample::key)
          .containsExactlyInAnyOrderElementsOf(DELIVERIES);
      assertThat(invoices.samples())
          .allSatisfy(
              row -> {
                assertThat(row.fields()).containsExactly("capturedMinor");
                assertThat(row.folded()).isNotEqualTo(row.held()).contains(row.key());
              });
      assertThat(end.differences().get(1).samples())
          .allMatch(row -> row.fields().equals(List.of("capturedMinor", "openMinor")));
    }
  }

  @Test
  void what_was_lost_with_its_topics_comes_back() throws Exception {
    Map<String, JsonNode> before = rows();
    long calls = doorman.calls();
    shop.close();
    wipe(
        VersionedTopics.wanted(kafka.connection()).stream()
            .filter(Topic::versioned)
            .map(Topic::name)
            .toList());
    assertThat(Main.line().execute("topics", "apply", "-b", kafka.connection().bootstrap()))
        .isZero();
    assertThatThrownBy(RebuildTest::open)
        .isInstanceOf(StartupGuard.Refused.class)
        .hasMessageContaining("orders group " + Apps.BILLING_SERVICE + " --to-latest");
    assertThat(
            Main.line()
                .execute(
                    "group",
                    Apps.BILLING_SERVICE,
                    "--to-latest",
                    "-b",
                    kafka.connection().bootstrap()))
        .isZero();

    shop = open();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(rows()).isEqualTo(before));
    assertThat(Main.line().execute("verify", "-b", kafka.connection().bootstrap())).isZero();
    assertThat(doorman.calls()).isEqualTo(calls);
  }

  /// Row topics, and the place of a service that acts on events. Each start has a new directory.
  private static void wipe(List<String> rows) throws Exception {
    assertThat(rows).hasSizeGreaterThanOrEqualTo(7);
    try (Admin admin = admin()) {
      admin.deleteTopics(rows).all().get(30, TimeUnit.SECONDS);
      admin.deleteConsumerGroups(List.of(Apps.BILLING_SERVICE)).all().get(30, TimeUnit.SECONDS);
      await()
          .until(
              () -> {
                var left = new HashSet<>(admin.listTopics().names().get(30, TimeUnit.SECONDS));
                left.retainAll(rows);
                return left.isEmpty();
              });
    }
  }

  private static Map<String, JsonNode> rows() {
    List<String> orders = new ArrayList<>(DELIVERIES);
    orders.add(refused);
    return EveryRow.of(shop, orders, List.of("c-0", "c-1"), List.of("pen"));
  }

  private static boolean captured(String order) {
    return shop.json("/v1/invoices/" + order).path("state").asText().equals("CAPTURED");
  }

  private static Market open() {
    starts++;
    Settings settings =
        Market.settings(
            kafka,
            directory.resolve("state-" + starts),
            world,
            Map.of(
                "payments.url", doorman.door(world.provider()).toString(),
                "carrier.url", doorman.door(world.carrier()).toString()));
    return Market.open(settings, world);
  }

  private static Codecs codecs() {
    return shop.process().node().codecs();
  }

  private static Replays replays() {
    return new Replays(
        kafka.connection(),
        4,
        names -> shop.process().node().topics(VersionedTopics.named(names)).create());
  }

  private static Admin admin() {
    return Admin.create(ClientProperties.admin(kafka.connection(), "test"));
  }
}
