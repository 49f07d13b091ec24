package orders.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A broker and two instances of everything, each a process of its own, and a patient client.
final class Pair implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private final PatientClient client = new PatientClient(this::instance);
  private final TestCluster cluster;
  private final AppProcess first;
  private final AppProcess second;

  private Pair(Path directory, Map<String, String> more) {
    this.cluster = TestCluster.startApart(directory.resolve("kafka"), 4);
    this.first = Apps.start(cluster, directory, "first", List.of("all"), more);
    this.second = Apps.all(cluster, directory, "second");
  }

  /// Starts both, with pens to sell that both know the price of.
  static Pair start(Path directory) {
    return start(directory, Map.of());
  }

  /// @param more settings of the first instance
  static Pair start(Path directory, Map<String, String> more) {
    var pair = new Pair(directory, more);
    pair.awaitReady();
    pair.post(
        0,
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    var received = pair.post(0, "/v1/stock/pen/receive", "pens", "{\"quantity\":1000000}");
    for (int instance = 0; instance < 2; instance++) {
      pair.read(instance, "/v1/stock/pen", header(received, "Consistency-Token"));
    }
    return pair;
  }

  TestCluster cluster() {
    return cluster;
  }

  AppProcess instance(int n) {
    return n % 2 == 0 ? first : second;
  }

  void awaitReady() {
    await().atMost(READY_MAX).until(() -> first.ready() && second.ready());
  }

  /// An order of one pen.
  static String order(String customer) {
    return """
    {"customerId":"%s","lines":[{"sku":"pen","quantity":1}],"currency":"EUR",
     "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
     "paymentToken":"tok-approve"}
    """
        .formatted(customer);
  }

  HttpResponse<String> post(int instance, String path, String key, String body, String... headers) {
    return client.post(instance, path, key, body, headers);
  }

  CompletableFuture<HttpResponse<String>> postLater(
      int instance, String path, String key, String body) {
    return client.postLater(instance, path, key, body);
  }

  HttpResponse<String> get(int instance, String path, String... headers) throws IOException {
    return client.get(instance, path, headers);
  }

  HttpResponse<String> read(int instance, String path, String token) {
    return client.read(instance, path, token);
  }

  static String header(HttpResponse<?> answer, String name) {
    return PatientClient.header(answer, name);
  }

  @Override
  public void close() {
    client.close();
    first.close();
    second.close();
    cluster.close();
  }
}
