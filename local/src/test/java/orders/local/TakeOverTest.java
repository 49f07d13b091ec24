package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import orders.cli.ExitCodes;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.query.Token;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of two processes stands still, hangs, or is killed, and the other one goes on. With
/// `-Dkills=20` it is killed that often, and the log says how long nothing went on.
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TakeOverTest {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOverTest.class);
  private static final int REQUESTS = 64;
  private static final int ORDERS = 16;
  private static final int KILLS = Integer.getInteger("kills", 1);

  /// How soon a process that hangs ends, and another has its work.
  private static final Duration HANGS_MAX = Duration.ofSeconds(60);

  /// For a busy machine; what is usual is in the log.
  private static final Duration RECOVERED_MAX = Duration.ofSeconds(30);

  /// Less than a peer that does not answer is given.
  private static final Duration NOT_WAITED_FOR = Duration.ofMillis(1_500);

  private static final Duration WATCHED = Duration.ofSeconds(3);

  @TempDir static Path directory;
  private static Pair pair;
  private static Path park;

  @BeforeAll
  static void start() {
    park = directory.resolve("park");
    pair = Pair.start(directory, Parking.settings(directory, park));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  @Order(1)
  void
      one_order_that_is_sent_many_times_stays_one_and_every_answer_has_the_same_bytes_also_after_a_restart() {
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, REQUESTS)
            .mapToObj(n -> pair.postLater(n, "/v1/orders", "through-a-kill", Pair.order("ada")))
            .toList();
    awaitFirstCommand();
    pair.instance(0).kill();
    List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).hasSize(REQUESTS).allMatch(answer -> answer.statusCode() == 201);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);

    pair.instance(0).startAgain();
    pair.awaitReady();
    for (int instance : List.of(0, 1)) {
      var again = pair.post(instance, "/v1/orders", "through-a-kill", Pair.order("ada"));
      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(answers.getFirst().body());
      assertThat(Pair.header(again, "Idempotent-Replayed")).isEqualTo("true");
    }
    for (String type : List.of("OrderPlaced", "OrderReserved", "StockReserved")) {
      await()
          .atMost(RECOVERED_MAX)
          .until(() -> EventLog.read(pair.cluster()).ofType(type).size() == 1);
    }
  }

  /// Some requests are under way then, and nothing of them is decided, or just so.
  private static void awaitFirstCommand() {
    try (var reader =
        new KafkaConsumer<String, byte[]>(
            ClientProperties.reader(pair.cluster().connection(), "first-command"))) {
      List<TopicPartition> partitions =
          IntStream.range(0, reader.partitionsFor(Topics.ORDERS_COMMANDS).size())
              .mapToObj(partition -> new TopicPartition(Topics.ORDERS_COMMANDS, partition))
              .toList();
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> reader.endOffsets(partitions).values().stream().anyMatch(end -> end > 0));
    }
  }

  /// Without a token: nothing but the process itself can know that its rows are old.
  @Test
  @Order(2)
  void a_process_that_stood_still_answers_nothing_that_others_have_changed() throws IOException {
    List<String> there = new ArrayList<>();
    for (HttpResponse<String> placed : placed("there", 1)) {
      String path = Pair.header(placed, "Location");
      pair.read(1, path, Pair.header(placed, "Consistency-Token"));
      there.add(path);
    }
    Apps.signal(pair.instance(0), "STOP");
    Map<String, String> now = new HashMap<>();
    try {
      answersAtOnce(there);
      Token token = Token.NONE;
      for (HttpResponse<String> placed : placed("stopped", 1)) {
        token = token.merge(Token.parse(Pair.header(placed, "Consistency-Token")));
        now.put(Pair.header(placed, "Location"), "");
      }
      String seen = token.toString();
      now.replaceAll((path, _) -> version(pair.read(1, path, seen)));
    } finally {
      Apps.signal(pair.instance(0), "CONT");
    }
    int right = 0;
    long watched = System.nanoTime() + WATCHED.toNanos();
    long deadline = System.nanoTime() + RECOVERED_MAX.toNanos();
    while (System.nanoTime() < watched || right == 0) {
      assertThat(System.nanoTime()).as("it answers again").isLessThan(deadline);
      for (Map.Entry<String, String> order : now.entrySet()) {
        HttpResponse<String> answer = pair.get(0, order.getKey());
        assertThat(answer.statusCode()).as(order.getKey()).isIn(200, 503);
        right += answer.statusCode() == 200 ? 1 : 0;
        if (answer.statusCode() == 200) {
          assertThat(Long.parseLong(version(answer)))
              .isGreaterThanOrEqualTo(Long.parseLong(order.getValue()));
        } else {
          assertThat(Pair.header(answer, "Retry-After")).isNotEmpty();
        }
      }
    }
  }

  /// Half of the rows are in the process that stands still, and it takes connections all the same.
  /// A copy may lack the last row, which only that process had when it was stopped.
  private static void answersAtOnce(List<String> paths) throws IOException {
    int there = 0;
    for (String path : paths) {
      long begun = System.nanoTime();
      int status = pair.get(1, path).statusCode();
      assertThat(since(begun)).as(path).isLessThan(NOT_WAITED_FOR);
      assertThat(status).as(path).isIn(200, 404);
      there += status == 200 ? 1 : 0;
    }
    assertThat(there).isGreaterThan(paths.size() * 3 / 4);
  }

  @Test
  @Order(3)
  void a_process_whose_thread_hangs_ends_by_itself_and_another_goes_on() throws IOException {
    pair.awaitReady();
    Files.createFile(park);
    try {
      hangs();
    } finally {
      Files.delete(park);
      if (!pair.instance(0).alive()) {
        pair.instance(0).startAgain();
      }
    }
  }

  private static void hangs() {
    long begun = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> asked = place("parked", 1);
    await().atMost(HANGS_MAX).until(() -> !pair.instance(0).alive());
    assertThat(pair.instance(0).exitCode()).isEqualTo(ExitCodes.STUCK);
    assertThat(pair.instance(0).said())
        .contains("has not come round for", "orders.local.Parking.onConsume")
        .doesNotContain("ada@example.org");
    LOG.info("a process that hung ended after {}", since(begun));
    asked.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
    LOG.info("all it should have done was done after {}", since(begun));
  }

  @Test
  @Order(4)
  void what_one_that_is_killed_had_goes_on_elsewhere() {
    List<Duration> acked = new ArrayList<>();
    List<Duration> read = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      pair.awaitReady();
      placed("before-" + kill, kill); // so that its threads are in the middle of something
      var obituaries = new Obituaries(pair.instance(kill + 1)::said);
      pair.instance(kill).kill();
      long begun = System.nanoTime();
      List<HttpResponse<String>> answers = placed("killed-" + kill, kill + 1);
      acked.add(since(begun));
      for (HttpResponse<String> answer : answers) {
        String token = Pair.header(answer, "Consistency-Token");
        pair.read(kill + 1, Pair.header(answer, "Location"), token);
      }
      read.add(since(begun));
      await().atMost(RECOVERED_MAX).until(obituaries::more); // nobody waited for its session
      pair.instance(kill).startAgain();
    }
    LOG.info("{} kills: last answer after {}, last row after {}", KILLS, shown(acked), shown(read));
    assertThat(Collections.max(acked)).isLessThan(RECOVERED_MAX);
    assertThat(Collections.max(read)).isLessThan(RECOVERED_MAX);
  }

  private static List<HttpResponse<String>> placed(String key, int instance) {
    return place(key, instance).stream().map(CompletableFuture::join).toList();
  }

  private static List<CompletableFuture<HttpResponse<String>>> place(String key, int instance) {
    return IntStream.range(0, ORDERS)
        .mapToObj(n -> pair.postLater(instance, "/v1/orders", key + n, Pair.order("c-1")))
        .toList();
  }

  private static String version(HttpResponse<String> order) {
    return Pair.header(order, "ETag").replace("\"", "");
  }

  private static String shown(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return "p50 %s, max %s, all %s"
        .formatted(sorted.get(sorted.size() / 2), sorted.getLast(), sorted);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
