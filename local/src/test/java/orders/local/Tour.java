package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import orders.app.Role;
import orders.archive.Actors;
import orders.cli.ExitCodes;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.dlq.Lane;
import orders.dlq.LetterBox;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Everything that the system does for a living, once: what no app does here, it needs no right to.
final class Tour {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final List<String> VIEWS = List.of("orders", "billing", "inventory", "shipping");

  private final AtomicInteger keys = new AtomicInteger();
  private final SecuredShop shop;
  private final Path directory;

  Tour(SecuredShop shop, Path directory) {
    this.shop = shop;
    this.directory = directory;
  }

  void take() {
    trade();
    rebuildViews();
    settleDeadLetters();
    startAnew();
    moveOut();
    withoutShareGroups();
  }

  /// An order walks to its end and comes back, another is cancelled, and each is looked at.
  private void trade() {
    shop.post(
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    HttpResponse<String> received =
        shop.post("/v1/stock/pen/receive", "pens", "{\"quantity\":1000}");
    String listed = received.headers().firstValue("Consistency-Token").orElseThrow();
    assertThat(shop.get("/v1/stock/pen", "Consistency-Token", listed))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    String order = delivered();
    String tag = shop.get("/v1/orders/" + order).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> returned =
        shop.post(
            "/v1/orders/" + order + "/return",
            "return",
            "{\"items\":[{\"sku\":\"pen\",\"quantity\":1}]}",
            "If-Match",
            tag);
    assertThat(returned.statusCode()).as(returned.body()).isEqualTo(200);
    awaitText("/v1/invoices/" + order, "\"refundedMinor\":250");
    HttpResponse<String> more = shop.post("/v1/stock/pen/receive", "more", "{\"quantity\":1}");
    String token = more.headers().firstValue("Consistency-Token").orElseThrow();
    assertThat(shop.get("/v1/orders/" + order, "Consistency-Token", token))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    for (String path :
        List.of(
            "/v1/orders/" + order + "/events",
            "/v1/invoices/" + order + "/why",
            "/v1/revenue",
            "/v1/stock/pen/why",
            "/v1/shipments/" + order,
            "/v1/views")) {
      assertThat(shop.get(path)).as(path).extracting(HttpResponse::statusCode).isEqualTo(200);
    }
  }

  private void rebuildViews() {
    for (String view : VIEWS) {
      assertThat(shop.cli("replay", view, "--patience=60")).as(view).isEqualTo(ExitCodes.OK);
      assertThat(shop.cli("verify", view, "--portable")).as(view).isEqualTo(ExitCodes.OK);
      assertThat(shop.cli("replay", view, "--rollback=1")).as(view).isEqualTo(ExitCodes.OK);
      assertThat(shop.cli("replay", view, "--retire=2")).as(view).isEqualTo(ExitCodes.OK);
    }
    assertThat(shop.cli("replay", "billing", "--in-place", "--yes")).isEqualTo(ExitCodes.OK);
    delivered();
  }

  /// Poison in every lane, which one person puts back and another puts away.
  private void settleDeadLetters() {
    KafkaConnection admin = shop.cluster().as(SecuredCluster.ADMIN);
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(admin, "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(properties);
        var schemas = new SchemaLog(admin.common())) {
      var samples = new Samples(new WireFormat(schemas));
      for (Topic topic : Catalogue.get().topics().values()) {
        if (topic.poison() == Topic.Poison.DEAD_LETTER) {
          producer.send(Poison.EMPTY.record(topic.name(), 0, samples.of(topic))).get();
          assertThat(shop.cli("dlq", "retry", letter(admin, topic))).isEqualTo(ExitCodes.OK);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(shop.cli("dlq", "ls")).isEqualTo(ExitCodes.OK);
    delivered();
  }

  private static String letter(KafkaConnection admin, Topic topic) {
    Lane lane = Lane.find(topic.name()).orElseThrow();
    List<String> letters = new ArrayList<>();
    await()
        .atMost(WAIT)
        .until(
            () -> {
              new LetterBox(admin).read(lane, letter -> letters.add(letter.id()));
              return !letters.isEmpty();
            });
    return letters.getFirst();
  }

  /// What was on the disks comes back from the cluster, and from the events.
  private void startAnew() {
    shop.stop(Role.ORDERS);
    shop.stop(Role.INVENTORY);
    for (String aggregate : List.of("order-aggregate", "stock-aggregate")) {
      assertThat(shop.cli("replay", aggregate, "--repair")).as(aggregate).isEqualTo(ExitCodes.OK);
    }
    shop.stop(Role.BILLING);
    shop.stop(Role.SHIPPING);
    for (String service : Actors.all()) {
      assertThat(shop.cli("group", service, "--to-latest")).as(service).isEqualTo(ExitCodes.OK);
    }
    for (Role role : List.of(Role.ORDERS, Role.INVENTORY, Role.BILLING, Role.SHIPPING)) {
      shop.startAnew(role);
    }
    delivered();
  }

  /// To files, and from there to a cluster that was empty.
  private void moveOut() {
    String files = directory.resolve("archive").toString();
    assertThat(shop.cli("archive", files)).isEqualTo(ExitCodes.OK);
    try (SecuredShop found = SecuredShop.empty(directory.resolve("found"))) {
      assertThat(found.cli("restore", files)).isEqualTo(ExitCodes.OK);
      assertThat(found.cli("restore", files, "--resume")).isEqualTo(ExitCodes.OK);
      assertThat(found.cli("group", "billing-service", "--to-latest")).isEqualTo(ExitCodes.OK);
    }
  }

  private void withoutShareGroups() {
    shop.stop(Role.SHIPPING);
    shop.cluster().withoutShareGroups();
    shop.startAnew(Role.SHIPPING);
    delivered();
  }

  private String delivered() {
    String id = placed("o-" + keys.incrementAndGet());
    awaitDelivered(List.of(id));
    return id;
  }

  /// An order that was accepted, and is minded by the stock.
  String placed(String key) {
    String order =
        """
        {"customerId":"ada","lines":[{"sku":"pen","quantity":2}],"currency":"EUR",
         "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
         "paymentToken":"tok-approve"}
        """;
    HttpResponse<String> placed = shop.post("/v1/orders", key, order);
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    String token = placed.headers().firstValue("Consistency-Token").orElseThrow();
    // What the other context says of it, through the barrier that watches other groups.
    assertThat(shop.get("/v1/stock/pen", "Consistency-Token", token))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    return placed.headers().firstValue("Location").orElseThrow().substring("/v1/orders/".length());
  }

  void awaitDelivered(List<String> orders) {
    for (String order : orders) {
      awaitText("/v1/orders/" + order, "\"DELIVERED\"");
      awaitText("/v1/invoices/" + order, "\"CAPTURED\"");
    }
  }

  private void awaitText(String path, String text) {
    await().atMost(WAIT).untilAsserted(() -> assertThat(shop.get(path).body()).contains(text));
  }
}
