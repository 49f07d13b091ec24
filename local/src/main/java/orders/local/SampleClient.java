package orders.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A client of the public API, like any other.
final class SampleClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int LOOKS_MAX = 240;
  private static final String WAIT = "wait=10";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;

  SampleClient(int port) {
    this.api = "http://127.0.0.1:" + port;
  }

  /// @param token what the server must have seen
  CompletableFuture<HttpResponse<String>> post(
      String path, String key, String token, Map<String, Object> body) {
    return http.sendAsync(
        request(path, key, body).header("Consistency-Token", token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Reads what reflects a token.
  CompletableFuture<HttpResponse<String>> read(String path, String token) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Consistency-Token", token)
            .header("Prefer", WAIT)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Cancels an order as it is now, and again when it moved meanwhile.
  void cancel(String orderId, String key) throws IOException, InterruptedException {
    int status = 412;
    for (int i = 0; i < LOOKS_MAX && status == 412; i++) {
      status = change(orderId, "cancel", key, Map.of("reason", "changed my mind"));
    }
  }

  /// Waits until an order arrived, and sends one piece of its first line back.
  void giveBack(String orderId, String key) throws IOException, InterruptedException {
    for (int i = 0; i < LOOKS_MAX; i++) {
      Optional<JsonNode> order = order(orderId);
      String status = order.map(o -> o.path("status").asText()).orElse("");
      if (status.equals("DELIVERED")) {
        String sku = order.orElseThrow().path("lines").path(0).path("sku").asText();
        change(
            orderId,
            "return",
            key,
            Map.of("items", java.util.List.of(Map.of("sku", sku, "quantity", 1))));
        return;
      }
      if (status.matches("REJECTED|CANCELLED|RETURNED")) {
        return;
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private int change(String orderId, String verb, String key, Map<String, Object> body)
      throws IOException, InterruptedException {
    String tag = get("/v1/orders/" + orderId).headers().firstValue("ETag").orElse("\"1\"");
    HttpRequest request =
        request("/v1/orders/" + orderId + "/" + verb, key + "-" + tag.replace("\"", ""), body)
            .header("If-Match", tag)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private Optional<JsonNode> order(String orderId) throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/v1/orders/" + orderId);
    return answer.statusCode() == 200
        ? Optional.of(JSON.readTree(answer.body()))
        : Optional.empty();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(api + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String key, Map<String, Object> body) {
    try {
      return HttpRequest.newBuilder(URI.create(api + path))
          .header("Idempotency-Key", key)
          .header("Prefer", WAIT)
          .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    } catch (IOException e) {
      throw new IllegalStateException("cannot write a sample", e);
    }
  }
}
