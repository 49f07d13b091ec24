package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.Main;
import orders.kafka.KafkaConnection;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;

/// Everything in this JVM, with a provider and a carrier, and pens to sell.
final class Shop implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration DELIVERED_MAX = Duration.ofSeconds(60);

  private final AtomicInteger sold = new AtomicInteger();
  private final Path directory;
  private final TestCluster cluster;
  private final Sandbox sandbox;
  private final String secret = Sandbox.newSecret();
  private final OrdersProcess process;

  private Shop(Path directory) {
    this.directory = directory;
    this.cluster = TestCluster.start(directory.resolve("kafka"), PARTITIONS);
    this.sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, Faults.NONE, Duration.ofMillis(200)));
    this.process = start("first", EnumSet.allOf(Role.class));
    sandbox.callTo(api(process, "/"));
  }

  static Shop open(Path directory) {
    var shop = new Shop(directory);
    await().atMost(READY_MAX).until(shop.process::ready);
    shop.post(
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    HttpResponse<String> received =
        shop.post("/v1/stock/pen/receive", "pens", "{\"quantity\":1000000}");
    String token = received.headers().firstValue("Consistency-Token").orElseThrow();
    assertThat(get(shop.process, "/v1/stock/pen", token).statusCode()).isEqualTo(200);
    return shop;
  }

  KafkaConnection kafka() {
    return cluster.connection();
  }

  OrdersProcess process() {
    return process;
  }

  /// Sells a pen, and waits until it is delivered and its money is there.
  String sellsAnOrder() {
    HttpResponse<String> placed =
        post(
            "/v1/orders",
            "sold-" + sold.incrementAndGet(),
            """
            {"customerId":"ada","lines":[{"sku":"pen","quantity":1}],"currency":"EUR",
             "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
             "paymentToken":"tok-approve"}
            """);
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    String path = placed.headers().firstValue("Location").orElseThrow();
    String id = path.substring(path.lastIndexOf('/') + 1);
    awaitState(process, path, "DELIVERED");
    awaitState(process, "/v1/invoices/" + id, "CAPTURED");
    awaitState(process, "/v1/shipments/" + id, "DELIVERED");
    assertThat(process.failed()).isFalse();
    return id;
  }

  /// Starts a process that answers reads, whose tables are filled from the beginning.
  void newReaderReads() {
    String id = sellsAnOrder();
    try (OrdersProcess reader = start("reader-" + sold.get(), Set.of(Role.QUERY))) {
      await().atMost(READY_MAX).until(reader::ready);
      awaitState(reader, "/v1/orders/" + id, "DELIVERED");
      awaitState(reader, "/v1/invoices/" + id, "CAPTURED");
      awaitState(reader, "/v1/customers/ada/account", "EUR");
      awaitState(reader, "/v1/stock/pen/movements", "pen");
      assertThat(reader.failed()).isFalse();
    }
  }

  /// Starts a process that takes commands, and places an order there.
  void newGatewayAnswers() {
    try (OrdersProcess gateway = start("gateway-" + sold.incrementAndGet(), Set.of(Role.GATEWAY))) {
      await().atMost(READY_MAX).until(gateway::ready);
      HttpResponse<String> adjusted =
          post(gateway, "/v1/stock/pen/receive", "again-" + sold.get(), "{\"quantity\":1}");
      assertThat(adjusted.statusCode()).as(adjusted.body()).isLessThan(300);
    }
  }

  int cli(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap=" + kafka().bootstrap());
    return Main.line().execute(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    process.close();
    sandbox.close();
    cluster.close();
  }

  private OrdersProcess start(String name, Set<Role> roles) {
    Map<String, String> flags = cluster.settings();
    flags.put("state.dir", directory.resolve(name).toString());
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    flags.put("standbys", "0");
    flags.put("payments.url", sandbox.provider().toString());
    flags.put("carrier.url", sandbox.carrier().toString());
    flags.put("callback.secret", secret);
    return OrdersProcess.start(Settings.read(Map.of(), flags), roles);
  }

  private static void awaitState(OrdersProcess from, String path, String state) {
    await()
        .atMost(DELIVERED_MAX)
        .untilAsserted(() -> assertThat(get(from, path, "").body()).contains(state));
  }

  private HttpResponse<String> post(String path, String key, String body) {
    return post(process, path, key, body);
  }

  private static HttpResponse<String> post(OrdersProcess to, String path, String key, String body) {
    return send(
        HttpRequest.newBuilder(api(to, path))
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=20")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(OrdersProcess from, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api(from, path)).header("Prefer", "wait=20");
    return send(token.isEmpty() ? request : request.header("Consistency-Token", token));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI api(OrdersProcess process, String path) {
    return URI.create("http://127.0.0.1:" + process.port() + path);
  }
}
