package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Many clients at once, each with an order; some change their minds, some send goods back. What
/// each does follows from its number.
final class Buyers implements AutoCloseable {

  private static final List<String> SKUS = List.of("cup", "pot", "tea");
  private static final List<String> TOKENS =
      List.of(
          "tok-approve",
          "tok-approve",
          "tok-approve",
          "tok-approve",
          "tok-late",
          "tok-decline",
          "tok-timeout",
          "tok-error",
          "tok-slow",
          "tok-duplicate");
  private static final int AT_ONCE = 48;
  private static final Duration SHOPPING_MAX = Duration.ofMinutes(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(700);

  /// How long somebody looks after an order, through kills and time-outs.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final ObjectMapper JSON = new ObjectMapper();
  private final PatientClient client;
  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final AtomicInteger placed = new AtomicInteger();
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  Buyers(PatientClient client) {
    this.client = client;
  }

  /// Fills the shelves: two plentifully, one so that it runs out.
  void stock(int orders) {
    for (String sku : SKUS) {
      String product =
          "{\"sku\":\"%s\",\"name\":\"%s\",\"priceMinor\":250,\"currency\":\"EUR\"}"
              .formatted(sku, sku);
      client.post(0, "/v1/products", "list-" + sku, product);
      int pieces = sku.equals("pot") ? orders : 10 * orders;
      var received =
          client.post(
              0, "/v1/stock/" + sku + "/receive", "fill-" + sku, "{\"quantity\":" + pieces + "}");
      client.read(0, "/v1/stock/" + sku, PatientClient.header(received, "Consistency-Token"));
    }
  }

  /// Sends everybody shopping.
  void start(int orders) {
    IntStream.range(0, orders).forEach(n -> people.execute(() -> shop(n)));
  }

  /// How many orders were acknowledged so far.
  int placed() {
    return placed.get();
  }

  /// Waits until everybody is done, and tells what was acknowledged.
  List<Acknowledged> finish() throws InterruptedException {
    people.shutdown();
    assertThat(people.awaitTermination(SHOPPING_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    people.shutdownNow();
  }

  private void shop(int n) {
    var random = new SplittableRandom(n);
    try {
      String id = place(n, random);
      switch (random.nextInt(8)) {
        case 0 -> cancel(n, id, random);
        case 1 -> giveBack(n, id);
        default -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private String place(int n, SplittableRandom random) throws InterruptedException {
    room.acquire();
    try {
      var answer = client.post(0, "/v1/orders", "order-" + n, order(n, random));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      Acknowledged order = read(answer);
      acknowledged.add(order);
      placed.incrementAndGet();
      return order.orderId();
    } finally {
      room.release();
    }
  }

  /// Once the order has come so far, whatever that is.
  private void cancel(int n, String id, SplittableRandom random) {
    int enough = random.nextInt(1, 6);
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK_EVERY)
        .until(() -> version(id), v -> v >= enough || ended(id));
    int status = 412;
    while (status == 412) {
      long version = version(id);
      var answer =
          client.post(
              0,
              "/v1/orders/" + id + "/cancel",
              "cancel-" + n + "-" + version,
              "{\"reason\":\"changed my mind\"}",
              "If-Match",
              "\"" + version + "\"");
      status = answer.statusCode();
      assertThat(status).as(answer.body()).isIn(200, 409, 412);
      if (status == 200) {
        acknowledged.add(read(answer));
      }
    }
  }

  private boolean ended(String id) {
    return text(look(id), "/status").matches("SHIPPED|DELIVERED|REJECTED|CANCELLED");
  }

  private long version(String id) {
    return Long.parseLong(PatientClient.header(look(id), "ETag").replace("\"", ""));
  }

  private void giveBack(int n, String id) {
    HttpResponse<String> order =
        await()
            .atMost(PATIENCE)
            .pollInterval(LOOK_EVERY)
            .until(() -> look(id), o -> text(o, "/status").matches("DELIVERED|REJECTED|CANCELLED"));
    if (text(order, "/status").equals("DELIVERED")) {
      var answer =
          client.post(
              0,
              "/v1/orders/" + id + "/return",
              "return-" + n,
              "{\"items\":[{\"sku\":\"%s\",\"quantity\":1}]}"
                  .formatted(text(order, "/lines/0/sku")),
              "If-Match",
              PatientClient.header(order, "ETag"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      acknowledged.add(read(answer));
    }
  }

  private HttpResponse<String> look(String id) {
    return client.read(0, "/v1/orders/" + id, "");
  }

  private static String order(int n, SplittableRandom random) {
    String lines =
        IntStream.range(0, SKUS.size())
            .filter(i -> i == n % SKUS.size() || random.nextInt(3) == 0)
            .mapToObj(
                i ->
                    "{\"sku\":\"%s\",\"quantity\":%d}".formatted(SKUS.get(i), random.nextInt(1, 4)))
            .collect(java.util.stream.Collectors.joining(","));
    return """
    {"customerId":"c-%d","lines":[%s],"currency":"EUR",
     "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
     "paymentToken":"%s"}
    """
        .formatted(n % 20, lines, TOKENS.get(random.nextInt(TOKENS.size())));
  }

  private static Acknowledged read(HttpResponse<String> answer) {
    return new Acknowledged(
        text(answer, "/commandId"),
        text(answer, "/id"),
        Long.parseLong(text(answer, "/version")),
        PatientClient.header(answer, "Consistency-Token"));
  }

  private static String text(HttpResponse<String> answer, String pointer) {
    try {
      return JSON.readTree(answer.body()).at(pointer).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }
}
