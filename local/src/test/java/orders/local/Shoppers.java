package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orders.query.Token;

/// Places orders at a steady rate, cancels some, and writes down what was acknowledged.
final class Shoppers implements AutoCloseable {

  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(40);
  private static final int UNDER_WAY_MAX = 200;
  private static final int CUSTOMERS = 10;
  private static final int CANCELLED_EVERY = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pair pair;
  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<?>> underWay = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> ticks;
  private final AtomicInteger settled = new AtomicInteger();
  private int next;

  private Shoppers(Pair pair) {
    this.pair = pair;
    this.ticks =
        clock.scheduleAtFixedRate(this::shop, 0, BETWEEN_ORDERS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A command that was answered with success.
  record Acknowledged(String commandId, String orderId, long version, String token) {}

  static Shoppers start(Pair pair) {
    return new Shoppers(pair);
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /// Stops, waits for what is under way, and tells all that was acknowledged.
  List<Acknowledged> finish() {
    close();
    underWay.forEach(CompletableFuture::join);
    return List.copyOf(acknowledged);
  }

  /// The token that holds what all of these wrote.
  static String token(List<Acknowledged> all) {
    return all.stream()
        .map(one -> Token.parse(one.token()))
        .reduce(Token.NONE, Token::merge)
        .toString();
  }

  @Override
  public void close() {
    ticks.cancel(false);
    clock.shutdown();
    try {
      assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void shop() {
    if (next - settled.get() >= UNDER_WAY_MAX) {
      return;
    }
    int n = next++;
    underWay.add(
        pair.postLater(n, "/v1/orders", "order-" + n, Pair.order("c-" + n % CUSTOMERS))
            .thenAccept(placed -> wasPlaced(n, placed))
            .whenComplete((_, _) -> settled.incrementAndGet()));
  }

  private void wasPlaced(int n, HttpResponse<String> placed) {
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    Acknowledged order = read(placed);
    acknowledged.add(order);
    if (n % CANCELLED_EVERY == 0) {
      String path = "/v1/orders/" + order.orderId() + "/cancel";
      String version = "\"" + order.version() + "\"";
      var cancelled = pair.post(n + 1, path, "cancel-" + n, "{}", "If-Match", version);
      // The reservation may have been faster, and the version is another then.
      assertThat(cancelled.statusCode()).as(cancelled.body()).isIn(200, 412);
      if (cancelled.statusCode() == 200) {
        acknowledged.add(read(cancelled));
      }
    }
  }

  private static Acknowledged read(HttpResponse<String> answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      return new Acknowledged(
          body.get("commandId").asText(),
          body.get("id").asText(),
          body.get("version").asLong(),
          Pair.header(answer, "Consistency-Token"));
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }
}
