package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.app.AggregateGroup;
import orders.app.Settings;
import orders.app.ViewGroup;
import orders.archive.Archive;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.Restore;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.kafka.ClientProperties;
import orders.kafka.StartupGuard;
import orders.local.sandbox.Sandbox;
import orders.replay.AggregateRepair;
import orders.replay.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster is lost, and another one goes on from the archive as if nothing had been.
class RestoreTest {

  private static final int ORDERS = 12;
  private static final int PARTITIONS = 4;
  private static final List<String> CUSTOMERS = List.of("c-0", "c-1", "c-2");
  private static final List<String> SKUS = List.of("pen", "ink");

  @TempDir Path directory;

  @Test
  void a_lost_cluster_is_a_restore_and_not_an_end() {
    try (Sandbox world = Market.world();
        ArchiveFiles files =
            ArchiveLocation.open(directory.resolve("archive").toString(), Optional.empty())) {
      List<String> orders = new ArrayList<>();
      Map<String, JsonNode> before;
      EventLog events;
      List<Verification.Portable> folded;
      try (TestCluster lost = TestCluster.start(directory.resolve("lost"), PARTITIONS);
          Market shop =
              Market.open(Market.settings(lost, directory.resolve("state-a"), world), world)) {
        trade(shop, orders, () -> archive(lost, files));
        before = EveryRow.of(shop, orders, CUSTOMERS, SKUS);
        events = EventLog.read(lost);
        archive(lost, files);
        folded = folded(lost);
        assertThat(folded)
            .allMatch(view -> view.events() > 0 && !view.digest().matches("0+"), "of every view");
      }
      var ledger = world.ledger();
      try (TestCluster found = TestCluster.start(directory.resolve("found"), PARTITIONS)) {
        Settings settings = Market.settings(found, directory.resolve("state-b"), world);
        new Restore(found.connection(), files).run(false, part -> {});
        assertThat(EventLog.read(found)).isEqualTo(events);
        assertThat(folded(found)).isEqualTo(folded);
        assertThatThrownBy(() -> Market.open(settings, world))
            .isInstanceOf(StartupGuard.Refused.class)
            .hasMessageContaining("--repair");
        repair(settings);
        try (Market shop = Market.open(settings, world)) {
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(
                  () -> assertThat(EveryRow.of(shop, orders, CUSTOMERS, SKUS)).isEqualTo(before));
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

  /// Every view, as a person would compare it with that of another cluster.
  private static List<Verification.Portable> folded(TestCluster cluster) {
    var reader = ClientProperties.bulk(cluster.connection(), "test-verify");
    try (var registry = new SchemaLog(cluster.connection().common())) {
      var verification = new Verification(reader, PARTITIONS);
      return ViewGroup.all(Codecs.over(new WireFormat(registry))).stream()
          .flatMap(group -> verification.portable(group.target().host()).stream())
          .toList();
    }
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
}
