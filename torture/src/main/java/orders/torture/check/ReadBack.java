package orders.torture.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.query.Token;
import orders.torture.check.rules.Facts;
import orders.torture.check.rules.Logged;
import orders.torture.history.Operation;
import orders.torture.measure.Waiting;
import org.apache.kafka.common.TopicPartition;

/// Reads some rows as clients do, with a token of everything that there is.
final class ReadBack {

  /// Orders and SKUs looked at, spread over all.
  static final int ROWS_MAX = 100;

  /// An order that nobody placed.
  private static final String NOBODYS = "00000000-0000-5000-8000-000000000000";

  private static final int UNAVAILABLE = 503;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI api;
  private final Token token;
  private final long deadline;

  private ReadBack(URI api, Token token, Duration patience) {
    this.api = api;
    this.token = token;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /// @param patience how long all rows together may be waited for; those that are left then are not
  ///     looked at
  static List<Facts.Row> of(
      URI api,
      Duration patience,
      List<Logged<OrderEvent>> orders,
      List<Logged<StockEvent>> stock,
      Map<TopicPartition, Long> counts) {
    Map<Token.Source, Long> positions = new HashMap<>();
    counts.forEach(
        (place, count) -> positions.put(new Token.Source(place.topic(), place.partition()), count));
    var reader = new ReadBack(api, new Token(positions), patience);
    List<Optional<Facts.Row>> rows = new ArrayList<>();
    for (String sku : some(stock.stream().map(event -> event.event().aggregateId()))) {
      rows.add(reader.row("stock", "/v1/stock/" + sku, sku));
    }
    rows.add(reader.row("orders", "/v1/orders/" + NOBODYS, NOBODYS));
    for (String id : some(orders.stream().map(event -> event.event().aggregateId()))) {
      rows.add(reader.row("orders", "/v1/orders/" + id, id));
      rows.add(reader.row("invoices", "/v1/invoices/" + id, id));
      rows.add(reader.row("shipments", "/v1/shipments/" + id, id));
    }
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private static List<String> some(Stream<String> keys) {
    List<String> all = keys.distinct().sorted().toList();
    int step = Math.max(1, all.size() / ROWS_MAX);
    List<String> some = new ArrayList<>();
    for (int i = 0; i < all.size() && some.size() < ROWS_MAX; i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private Optional<Facts.Row> row(String view, String path, String key) {
    if (System.nanoTime() > deadline) {
      return Optional.empty();
    }
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(PATIENCE)
            .header("Consistency-Token", token.toString())
            .header("Prefer", "wait=2")
            .build();
    return send(request)
        .map(answer -> row(view, key, answer))
        .or(() -> Optional.of(new Facts.Row(view, key, 0, 0, "")));
  }

  private static Facts.Row row(String view, String key, HttpResponse<String> answer) {
    long version =
        answer
            .headers()
            .firstValue("ETag")
            .filter(tag -> tag.matches("\"\\d{1,18}\""))
            .map(tag -> Long.parseLong(tag.substring(1, tag.length() - 1)))
            .orElse(Operation.NONE);
    return new Facts.Row(view, key, answer.statusCode(), version, state(view, answer));
  }

  /// The answer; empty when there is none in time.
  private Optional<HttpResponse<String>> send(HttpRequest request) {
    Optional<HttpResponse<String>> last = Optional.empty();
    do {
      try {
        last = Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        if (last.get().statusCode() != UNAVAILABLE) {
          return last;
        }
        Waiting.pause(PAUSE);
      } catch (IOException e) {
        last = Optional.empty(); // it may be starting
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    } while (System.nanoTime() < deadline);
    return last;
  }

  private static String state(String view, HttpResponse<String> answer) {
    try {
      String member = view.equals("orders") ? "status" : "state";
      return JSON.readTree(answer.body()).path(member).asText("");
    } catch (IOException e) {
      return "";
    }
  }
}
