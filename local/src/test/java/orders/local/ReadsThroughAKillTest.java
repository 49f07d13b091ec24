package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import orders.query.Token;
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

/// Each instance has a copy of what the other one holds, and answers from it at once.
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadsThroughAKillTest {

  private static final Logger LOG = LoggerFactory.getLogger(ReadsThroughAKillTest.class);
  private static final int ORDERS = 12;
  private static final int ORDERS_MEANWHILE = 100;
  private static final Duration NOTICED_MAX = Duration.ofSeconds(1);
  private static final Duration READY_MAX = Duration.ofMinutes(3);

  /// Shorter than the session of a member that is gone.
  private static final Duration NOT_YET_TAKEN_OVER = Duration.ofSeconds(5);

  /// Longer than the group takes to give the partitions of a silent member to another.
  private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

  private static final List<String> LISTS =
      List.of(
          "/v1/orders?limit=50",
          "/v1/orders?status=RESERVED&customer=c-1",
          "/v1/customers/c-0/account",
          "/v1/customers/c-1/invoices",
          "/v1/revenue",
          "/v1/stock",
          "/v1/stock/pen",
          "/v1/stock/pen/movements");

  @TempDir static Path directory;
  private static Pair pair;

  /// What each path answered before anything was killed.
  private static final Map<String, String> BEFORE = new LinkedHashMap<>();

  /// A read and when it began, counted from the kill.
  private record Read(String path, Duration begun, Duration took, int status, String body) {}

  @BeforeAll
  static void start() {
    pair = Pair.start(directory);
    List<String> paths = new ArrayList<>(LISTS);
    Token token = Token.NONE;
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, ORDERS)
            .mapToObj(n -> pair.postLater(n, "/v1/orders", "o-" + n, Pair.order("c-" + n % 3)))
            .toList();
    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      HttpResponse<String> placed = answer.join();
      String path = Pair.header(placed, "Location");
      paths.addAll(List.of(path, path + "/events", path.replace("orders", "invoices")));
      token = token.merge(Token.parse(Pair.header(placed, "Consistency-Token")));
    }
    awaitAllReserved();
    for (String path : paths) {
      String there = pair.read(0, path, token.toString()).body();
      BEFORE.put(path, pair.read(1, path, token.toString()).body());
      assertThat(BEFORE).as("both instances answer").containsEntry(path, there);
    }
  }

  private static void awaitAllReserved() {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                pair.get(0, "/v1/orders?limit=100&status=RESERVED").body().split("orderId").length,
            parts -> parts == ORDERS + 1);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Order(1) // the other one changes what there is to read
  @Test
  void the_other_one_answers_every_read_within_a_second_and_until_it_is_back() {
    pair.instance(0).kill();
    long killed = System.nanoTime();
    List<Read> reads = new ArrayList<>();
    readUntil(() -> since(killed).compareTo(TAKEN_OVER) > 0, killed, reads);
    pair.instance(0).startAgain();
    readUntil(() -> pair.instance(0).ready() && pair.instance(1).ready(), killed, reads);

    List<Read> wrong = reads.stream().filter(read -> !isRight(read)).toList();
    LOG.info(
        "{} reads, {} not answered, the last of them {} after the kill; the slowest took {}",
        reads.size(),
        wrong.size(),
        wrong.isEmpty() ? Duration.ZERO : wrong.getLast().begun(),
        reads.stream().map(Read::took).max(Comparator.naturalOrder()).orElseThrow());
    assertThat(wrong.stream().filter(read -> read.begun().compareTo(NOTICED_MAX) > 0)).isEmpty();
  }

  @Order(2)
  @Test
  void copies_that_nobody_has_asked_yet_answer_although_orders_come_in() {
    await().atMost(READY_MAX).until(() -> pair.instance(0).ready() && pair.instance(1).ready());
    List<CompletableFuture<HttpResponse<String>>> meanwhile =
        IntStream.range(0, ORDERS_MEANWHILE)
            .mapToObj(n -> pair.postLater(0, "/v1/orders", "m-" + n, Pair.order("c-" + n % 3)))
            .toList();
    pair.instance(1).kill();
    long killed = System.nanoTime();
    List<Read> reads = new ArrayList<>();
    while (since(killed).compareTo(NOT_YET_TAKEN_OVER) < 0) {
      LISTS.forEach(path -> reads.add(read(0, path, killed)));
    }
    meanwhile.forEach(order -> order.cancel(true));
    LOG.info("{} reads meanwhile", reads.size());
    assertThat(reads)
        .filteredOn(read -> read.begun().compareTo(NOTICED_MAX) > 0)
        .isNotEmpty()
        .allMatch(read -> read.status() == 200);
  }

  private static boolean isRight(Read read) {
    return read.status() == 200 && read.body().equals(BEFORE.get(read.path()));
  }

  private static void readUntil(BooleanSupplier enough, long killed, List<Read> reads) {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!enough.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never ends").isLessThan(deadline);
      BEFORE.keySet().forEach(path -> reads.add(read(1, path, killed)));
    }
  }

  private static Read read(int instance, String path, long killed) {
    Duration begun = since(killed);
    try {
      HttpResponse<String> answer = pair.get(instance, path);
      return new Read(path, begun, since(killed).minus(begun), answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Read(path, begun, since(killed).minus(begun), 0, e.toString());
    }
  }

  private static Duration since(long killed) {
    return Duration.ofNanos(System.nanoTime() - killed);
  }
}
