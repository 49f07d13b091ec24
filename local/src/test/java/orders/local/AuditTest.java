package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import orders.app.ViewGroup;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.Topics;
import orders.engine.Progress;
import orders.kafka.ClientProperties;
import orders.kafka.Partitions;
import orders.local.sandbox.Sandbox;
import orders.replay.AuditState;
import orders.replay.Auditor;
import orders.replay.LogReader;
import orders.replay.ReplayState;
import orders.replay.ReplayTarget;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A row that is not what its events say is found within a minute, named, and mended in place.
class AuditTest {

  private static final Duration FOUND_MAX = Duration.ofMinutes(1);
  private static final int ORDERS = 60;

  @TempDir Path directory;

  @Test
  void a_corrupted_row_is_found_within_a_minute_while_orders_come_in() throws Exception {
    try (TestCluster kafka = TestCluster.start(directory.resolve("kafka"), 4);
        Sandbox world = Market.world();
        Market shop =
            Market.open(Market.settings(kafka, directory.resolve("state"), world), world)) {
      shop.product("pen", 250, 1_000);
      List<String> orders = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        orders.add(Market.id(shop.order("c-" + i % 5, "k-" + i, "pen", 1)));
      }
      orders.forEach(order -> shop.awaitStatus(order, "DELIVERED"));
      await().atMost(FOUND_MAX).until(() -> audit(shop, "billing").path("items").size() == 4);
      assertThat(audit(shop, "billing").path("equal").asBoolean()).isTrue();
      JsonNode view = shop.json("/v1/views/billing");
      assertThat(view.path("active").asInt()).isEqualTo(1);
      assertThat(view.path("positions")).hasSize(4);

      String victim = orders.get(7);
      swap(kafka, victim, orders.get(8));

      await()
          .atMost(FOUND_MAX)
          .until(
              () -> {
                Market.id(shop.order("c-9", "more-" + System.nanoTime(), "pen", 1));
                return !audit(shop, "billing").path("equal").asBoolean(true);
              });
      assertThat(audit(shop, "billing").findValuesAsText("key")).contains(victim);
      assertThat(shop.managed("/readyz")).contains("\"tables\":\"FILLED\"");
      assertThat(shop.managed("/metrics"))
          .containsPattern("orders_audit_differences\\{[^}]*\\} 1\\.0")
          .contains("kafka_stream_thread_");
      assertThat(foundByRanges(shop, kafka)).isEqualTo(victim);

      stray(kafka);
      assertThat(line(kafka, "verify", "billing")).isEqualTo(ExitCodes.FAILED);
      assertThat(line(kafka, "replay", "billing", "--in-place", "--yes")).isEqualTo(ExitCodes.OK);
      assertThat(line(kafka, "verify", "billing")).as("mended").isEqualTo(ExitCodes.OK);
    }
  }

  private static int line(TestCluster kafka, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-b", kafka.connection().bootstrap()));
    return Main.line().execute(all.toArray(String[]::new));
  }

  /// Puts a row where no order is: its key is no text at all.
  private static void stray(TestCluster kafka) throws Exception {
    byte[] noText = {(byte) 0xC3, 0x28, (byte) 0xFF};
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.producer(kafka.connection(), "intruder"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(properties)) {
      producer.send(new ProducerRecord<>(Topics.BILLING_INVOICES, 0, noText, noText)).get();
    }
  }

  /// A log that is too long to be folded at once is looked at a range of keys a round.
  private static String foundByRanges(Market shop, TestCluster kafka) {
    ReplayTarget billing =
        ViewGroup.all(shop.process().node().codecs()).stream()
            .filter(group -> group.name().equals("billing"))
            .findFirst()
            .orElseThrow()
            .target();
    List<Auditor.Part> parts =
        IntStream.range(0, 4).mapToObj(p -> new Auditor.Part(billing, 1, p)).toList();
    Queue<AuditState> found = new ConcurrentLinkedQueue<>();
    var scope = new Auditor.Scope(4, 40);
    try (var _ = Auditor.start(kafka.connection(), scope, () -> parts, found::add)) {
      await().atMost(FOUND_MAX).until(() -> found.stream().anyMatch(state -> !state.equal()));
    }
    AuditState one = found.stream().filter(state -> !state.equal()).findFirst().orElseThrow();
    assertThat(one.range()).matches("\\d+ of \\d+");
    assertThat(found).anyMatch(AuditState::equal);
    assertThat(found) // sums over all keys are no part's
        .filteredOn(state -> !state.range().equals("all"))
        .isNotEmpty()
        .allSatisfy(
            state ->
                assertThat(state.differences())
                    .singleElement()
                    .extracting(ReplayState.Difference::topic)
                    .isEqualTo(Topics.BILLING_INVOICES));
    return one.differences().getFirst().samples().getFirst().key();
  }

  private static JsonNode audit(Market shop, String view) {
    return shop.json("/v1/views/" + view + "/audit");
  }

  /// Gives one invoice another's row.
  private static void swap(TestCluster kafka, String victim, String other) throws Exception {
    Map<String, byte[]> rows = new TreeMap<>();
    for (int partition = 0; partition < 4; partition++) {
      LogReader.read(
          ClientProperties.reader(kafka.connection(), "rows"),
          new TopicPartition(Topics.BILLING_INVOICES, partition),
          record -> {
            if (!record.key().equals(Progress.KEY)) {
              rows.put(record.key(), record.value());
            }
          });
    }
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(kafka.connection(), "intruder"))) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.BILLING_INVOICES, Partitions.of(victim, 4), victim, rows.get(other)))
          .get();
    }
  }
}
