package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;

/// The whole system over a cluster, as its customers see it. The payment provider and the carrier
/// are the world's: they outlive both.
final class Market implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SECRET = Sandbox.newSecret();

  private final Settings settings;
  private final OrdersProcess process;

  private Market(Settings settings, OrdersProcess process) {
    this.settings = settings;
    this.process = process;
  }

  static Sandbox world() {
    return Sandbox.start(
        new Sandbox.Settings(0, Optional.empty(), SECRET, Faults.NONE, Duration.ofMillis(50)));
  }

  static Settings settings(TestCluster cluster, Path state, Sandbox world) {
    return settings(cluster, state, world, Map.of());
  }

  /// @param more settings in place of the usual ones
  static Settings settings(
      TestCluster cluster, Path state, Sandbox world, Map<String, String> more) {
    Map<String, String> flags = cluster.settings();
    flags.put("state.dir", state.toString());
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    flags.put("payments.url", world.provider().toString());
    flags.put("carrier.url", world.carrier().toString());
    flags.put("callback.secret", SECRET);
    flags.putAll(more);
    return Settings.read(Map.of(), flags);
  }

  static Market open(Settings settings, Sandbox world) {
    return open(settings, world, EnumSet.allOf(Role.class));
  }

  static Market open(Settings settings, Sandbox world, Set<Role> roles) {
    OrdersProcess process = OrdersProcess.start(settings, roles);
    await().atMost(Duration.ofSeconds(90)).until(process::ready);
    world.callTo(URI.create("http://127.0.0.1:" + process.port()));
    return new Market(settings, process);
  }

  Settings settings() {
    return settings;
  }

  OrdersProcess process() {
    return process;
  }

  /// Lists a product and receives pieces of it.
  void product(String sku, int priceMinor, int pieces) {
    String body =
        "{\"sku\":\"%s\",\"name\":\"A %s\",\"priceMinor\":%d,\"currency\":\"EUR\"}"
            .formatted(sku, sku, priceMinor);
    assertThat(post("/v1/products", "list-" + sku, body).statusCode()).isEqualTo(201);
    post("/v1/stock/" + sku + "/receive", "receive-" + sku, "{\"quantity\":" + pieces + "}");
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/v1/stock/" + sku).statusCode() == 200);
  }

  HttpResponse<String> order(String customer, String key, String sku, int quantity) {
    return post("/v1/orders", key, orderOf(customer, sku, quantity));
  }

  static String orderOf(String customer, String sku, int quantity) {
    return """
    {"customerId":"%s","lines":[{"sku":"%s","quantity":%d}],"currency":"EUR",
     "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
     "paymentToken":"tok-approve"}
    """
        .formatted(customer, sku, quantity);
  }

  static String id(HttpResponse<String> placed) {
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    return placed.headers().firstValue("Location").orElseThrow().substring("/v1/orders/".length());
  }

  void awaitStatus(String order, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> json("/v1/orders/" + order).path("status").asText().equals(status));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /// What its management port says.
  String managed(String path) {
    URI uri = URI.create("http://127.0.0.1:" + settings.managementPort() + path);
    return send(HttpRequest.newBuilder(uri)).body();
  }

  /// Where the next page is.
  static Optional<String> next(HttpResponse<?> page) {
    return page.headers().firstValue("Link").map(link -> link.replaceFirst("<([^>]+)>.*", "$1"));
  }

  JsonNode json(String path) {
    return parse(get(path).body());
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException(body, e);
    }
  }

  /// @param headers names and values, also in place of those that every request has
  HttpResponse<String> post(String path, String key, String body, String... headers) {
    HttpRequest.Builder request = request(path).header("Idempotency-Key", key);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
        .header("Prefer", "wait=20");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
