package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.app.AggregateGroup;
import orders.app.Settings;
import orders.archive.Archive;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.Restore;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.kafka.StartupGuard;
import orders.local.sandbox.Sandbox;
import orders.replay.AggregateRepair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster is lost, and another one goes on from the archive as if nothing had been.
class RestoreTest {

  private static final int ORDERS = 12;

  @TempDir Path directory;

  @Test
  void a_lost_cluster_is_a_restore_and_not_an_end() {
    try (Sandbox world = Market.world();
        ArchiveFiles files =
            ArchiveLocation.open(directory.resolve("archive").toString(), Optional.empty())) {
      List<String> orders = new ArrayList<>();
      Map<String, JsonNode> before;
      EventLog events;
      try (TestCluster lost = TestCluster.start(directory.resolve("lost"), 4);
          Market shop =
              Market.open(Market.settings(lost, directory.resolve("state-a"), world), world)) {
        trade(shop, orders, () -> archive(lost, files));
        before = rows(shop, orders);
        events = EventLog.read(lost);
        archive(lost, files);
      }
      var ledger = world.ledger();
      try (TestCluster found = TestCluster.start(directory.resolve("found"), 4)) {
        Settings settings = Market.settings(found, directory.resolve("state-b"), world);
        new Restore(found.connection(), files).run(false, part -> {});
        assertThat(EventLog.read(found)).isEqualTo(events);
        assertThatThrownBy(() -> Market.open(settings, world))
            .isInstanceOf(StartupGuard.Refused.class)
            .hasMessageContaining("--repair");
        repair(settings);
        try (Market shop = Market.open(settings, world)) {
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(() -> assertThat(rows(shop, orders)).isEqualTo(before));
          assertThat(world.ledger()).isEqualTo(ledger);
          goesOn(shop, orders);
          assertThat(EventLog.read(found).withGaps()).isEmpty();
        }
      }
    }
  }

  private static void trade(Market shop, List<String> orders, Runnable between) {
    shop.product("pen", 250, 1_000);
    shop.product("ink", 1_000, 500);
    for (int i = 0; i < ORDERS; i++) {
      String sku = i % 2 == 0 ? "pen" : "ink";
      orders.add(Market.id(shop.order("c-" + i % 3, "key-" + i, sku, 1 + i % 4)));
      if (i == ORDERS / 2) {
        between.run();
      }
    }
    orders.forEach(order -> shop.awaitStatus(order, "DELIVERED"));
    giveBack(shop, orders.getFirst());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                shop.json("/v1/stock/pen").path("reserved").asInt(1) == 0
                    && shop.json("/v1/stock/ink").path("reserved").asInt(1) == 0
                    && shop.json("/v1/stock/pen").path("takenBack").asInt() == 1);
  }

  private static void giveBack(Market shop, String order) {
    String tag = shop.get("/v1/orders/" + order).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> returned =
        shop.post(
            "/v1/orders/" + order + "/return",
            "return-" + order,
            "{\"items\":[{\"sku\":\"pen\",\"quantity\":1}]}",
            "If-Match",
            tag);
    assertThat(returned.statusCode()).as(returned.body()).isEqualTo(200);
    shop.awaitStatus(order, "RETURNED");
  }

  /// The same key is the same order, another body under it is refused, and versions go on.
  private static void goesOn(Market shop, List<String> orders) {
    HttpResponse<String> again = shop.order("c-1", "key-1", "ink", 2);
    assertThat(Market.id(again)).isEqualTo(orders.get(1));
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(shop.order("c-1", "key-1", "ink", 3).statusCode()).isEqualTo(422);
    assertThat(shop.order("c-0", "key-0", "pen", 1).headers().firstValue("Idempotent-Replayed"))
        .contains("true");

    long version = shop.json("/v1/orders/" + orders.get(2)).path("version").asLong();
    giveBack(shop, orders.get(2));
    assertThat(shop.json("/v1/orders/" + orders.get(2)).path("version").asLong())
        .isEqualTo(version + 1);
    String next = Market.id(shop.order("c-new", "key-new", "pen", 1));
    shop.awaitStatus(next, "DELIVERED");
  }

  private static void archive(TestCluster cluster, ArchiveFiles files) {
    new Archive(cluster.connection(), files, 10_000).run(part -> {});
  }

  private static void repair(Settings settings) {
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

  /// Every row there is, but for the offsets: those are of a cluster.
  private static Map<String, JsonNode> rows(Market shop, List<String> orders) {
    Map<String, JsonNode> rows = new TreeMap<>();
    List<String> paths = new ArrayList<>(List.of("/v1/revenue", "/v1/stock"));
    orders.forEach(
        order -> {
          paths.add("/v1/orders/" + order);
          paths.add("/v1/invoices/" + order);
          paths.add("/v1/shipments/" + order);
        });
    for (int customer = 0; customer < 3; customer++) {
      paths.add("/v1/customers/c-" + customer + "/account");
    }
    paths.add("/v1/stock/pen/movements?limit=100");
    paths.add("/v1/stock/ink/movements?limit=100");
    paths.forEach(path -> rows.put(path, withoutOffsets(shop.json(path))));
    return rows;
  }

  private static JsonNode withoutOffsets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("offset");
    }
    node.forEach(RestoreTest::withoutOffsets);
    return node;
  }
}
