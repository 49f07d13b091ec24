package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One key, many requests, two instances, and SIGKILL for one of them in between.
@Tag("alone")
class OneOrderThroughAKillTest {

  private static final int REQUESTS = 64;
  private static final String KEY = "through-a-kill";

  @TempDir static Path directory;
  private static Pair pair;

  @BeforeAll
  static void start() {
    pair = Pair.start(directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void it_is_one_order_and_every_answer_has_the_same_bytes_also_after_a_restart() {
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, REQUESTS)
            .mapToObj(n -> pair.postLater(n, "/v1/orders", KEY, Pair.order("ada")))
            .toList();
    awaitFirstCommand();
    pair.instance(0).kill();
    List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).hasSize(REQUESTS).allMatch(answer -> answer.statusCode() == 201);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);

    pair.instance(0).startAgain();
    pair.awaitReady();
    for (int instance : List.of(0, 1)) {
      var again = pair.post(instance, "/v1/orders", KEY, Pair.order("ada"));
      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(answers.getFirst().body());
      assertThat(Pair.header(again, "Idempotent-Replayed")).isEqualTo("true");
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              EventLog log = EventLog.read(pair.cluster());
              assertThat(log.ofType("OrderPlaced")).hasSize(1);
              assertThat(log.ofType("OrderReserved")).hasSize(1);
              assertThat(log.ofType("StockReserved")).hasSize(1);
            });
  }

  /// Some requests are under way then, and nothing of them is decided, or just so.
  private static void awaitFirstCommand() {
    try (var reader =
        new KafkaConsumer<String, byte[]>(
            ClientProperties.reader(pair.cluster().connection(), "first-command"))) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.ORDERS_COMMANDS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> reader.endOffsets(partitions).values().stream().anyMatch(end -> end > 0));
    }
  }
}
