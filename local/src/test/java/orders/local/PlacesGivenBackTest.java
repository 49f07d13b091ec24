package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.archive.Actors;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Envelope;
import orders.engine.EventSource;
import orders.engine.Progress;
import orders.kafka.ClientProperties;
import orders.kafka.GroupPlaces;
import orders.kafka.StartupGuard;
import orders.local.sandbox.Sandbox;
import orders.replay.LogReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups are given places that they had before: what they acted on since is passed over, unless an
/// operator says that it is to be acted on again.
class PlacesGivenBackTest {

  private static final int PARTITIONS = 4;

  /// What policies and alarms write.
  private static final List<String> DERIVED =
      List.of(
          Topics.ORDERS_COMMANDS,
          Topics.STOCK_COMMANDS,
          Topics.PAYMENTS_REQUESTS,
          Topics.SHIPPING_JOBS,
          Topics.ORDERS_NOTICES,
          Topics.ORDERS_NOTICES_JSON);

  @TempDir static Path directory;
  private static TestCluster kafka;
  private static Sandbox world;
  private static int starts;

  @BeforeAll
  static void start() {
    kafka = TestCluster.start(directory.resolve("kafka"), PARTITIONS);
    world = Market.world();
    try (Market shop = open()) {
      shop.product("pen", 250, 1_000);
      for (int i = 0; i < 6; i++) {
        delivered(shop, "first-" + i);
      }
    }
  }

  @AfterAll
  static void stop() {
    world.close();
    kafka.close();
  }

  @Test
  void what_was_acted_on_is_passed_over() {
    List<List<String>> before = DERIVED.stream().map(PlacesGivenBackTest::ids).toList();
    Actors.all().forEach(PlacesGivenBackTest::giveBack);

    try (Market shop = open()) {
      delivered(shop, "passed-over");
    }
    for (int i = 0; i < before.size(); i++) {
      assertThat(addedTo(before.get(i), DERIVED.get(i)))
          .as("added to %s", DERIVED.get(i))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(before.get(i));
    }
  }

  @Test
  void what_an_operator_wants_again_is_acted_on_again_under_the_same_ids() {
    List<String> before = ids(Topics.SHIPPING_JOBS);
    assertThat(group(Apps.SHIPPING_SERVICE, "--to-earliest")).isEqualTo(ExitCodes.OK);

    try (Market shop = open()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ids(Topics.SHIPPING_JOBS).size() >= 2 * before.size());
      delivered(shop, "again");
    }
    assertThat(addedTo(before, Topics.SHIPPING_JOBS)).containsAll(before);
  }

  @Test
  void a_log_that_ends_before_what_was_acted_on_is_another_one() throws Exception {
    mark(Apps.BILLING_SERVICE, 1_000_000);

    assertThatThrownBy(PlacesGivenBackTest::open)
        .isInstanceOf(StartupGuard.Refused.class)
        .hasMessageContaining("is not the one that billing-service has acted on")
        .hasMessageContaining("orders group billing-service --to-latest");
    assertThat(group(Apps.BILLING_SERVICE, "--to-latest")).isEqualTo(ExitCodes.OK);

    try (Market shop = open()) {
      delivered(shop, "another-log");
    }
  }

  private static void delivered(Market shop, String key) {
    shop.awaitStatus(Market.id(shop.order("c-1", key, "pen", 1)), "DELIVERED");
  }

  /// The places before the first of all that it reads.
  private static void giveBack(String service) {
    try (Admin admin = admin()) {
      var places = new GroupPlaces(admin);
      Map<TopicPartition, Long> to = new HashMap<>(places.of(service));
      assertThat(to).isNotEmpty();
      to.replaceAll((_, _) -> 0L);
      places.move(service, to);
    }
  }

  private static int group(String service, String place) {
    return Main.line().execute("group", service, place, "-b", kafka.connection().bootstrap());
  }

  private static void mark(String service, long offset) throws Exception {
    byte[] mark =
        Codecs.over(new WireFormat(new MemoryRegistry()))
            .marks()
            .encode(new Progress.Mark(1, offset, Instant.EPOCH));
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(kafka.connection(), "marks"))) {
      String topic = EventSource.marks(service, Topics.ORDERS_EVENTS);
      producer
          .send(new ProducerRecord<>(topic, 0, "payments-for-orders", mark))
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> addedTo(List<String> before, String topic) {
    List<String> added = ids(topic);
    before.forEach(added::remove);
    return added;
  }

  /// Partition by partition.
  private static List<String> ids(String topic) {
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      LogReader.read(
          ClientProperties.bulk(kafka.connection(), "written"),
          new TopicPartition(topic, partition),
          record -> ids.add(Envelope.text(record.headers(), Envelope.ID).orElseThrow()));
    }
    return ids;
  }

  private static Market open() {
    starts++;
    return Market.open(
        Market.settings(kafka, directory.resolve("state-" + starts), world), world);
  }

  private static Admin admin() {
    return Admin.create(ClientProperties.admin(kafka.connection(), "places"));
  }
}
