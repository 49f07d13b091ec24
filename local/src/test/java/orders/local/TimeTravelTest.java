package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import orders.app.ViewGroup;
import orders.cli.Main;
import orders.contract.Topics;
import orders.engine.EventRecord;
import orders.engine.ProjectionHost;
import orders.http.Json;
import orders.kafka.ClientProperties;
import orders.local.sandbox.Sandbox;
import orders.projection.Recorded;
import orders.replay.LogReader;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// For many rows and times: the row as of then is what a fold of the log from zero gives.
class TimeTravelTest {

  private static final long SEED = Long.getLong("seed", 20261125L);
  private static final int PAIRS = Integer.getInteger("pairs", 300);
  private static final int ORDERS = 40;

  @TempDir static Path directory;
  private static TestCluster kafka;
  private static Sandbox world;
  private static Market shop;
  private static final Map<String, List<Recorded<?>>> LOGS = new HashMap<>();

  @BeforeAll
  static void trade() {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    world = Market.world();
    shop = Market.open(Market.settings(kafka, directory.resolve("state"), world), world);
    shop.product("pen", 250, 60);
    shop.product("ink", 1_000, 500);
    shop.product("cap", 99, 500);
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      String sku = List.of("pen", "ink", "cap").get(i % 3);
      orders.add(Market.id(shop.order("c-" + i % 5, "k-" + i, sku, 1 + i % 9)));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> orders.stream().allMatch(TimeTravelTest::ended));
    LOGS.putAll(logs());
  }

  @AfterAll
  static void stop() {
    shop.close();
    world.close();
    kafka.close();
  }

  private static boolean ended(String order) {
    String status = shop.json("/v1/orders/" + order).path("status").asText();
    boolean reserved =
        shop.json("/v1/stock").path("items").findValues("reserved").stream()
            .anyMatch(pieces -> pieces.asInt() > 0);
    return List.of("DELIVERED", "REJECTED").contains(status) && !reserved;
  }

  @Test
  void a_row_as_of_a_time_is_a_fold_from_zero_up_to_there() {
    var random = new Random(SEED);
    List<Instant> times = times();
    List<Place> paths = paths();
    for (int pair = 0; pair < PAIRS; pair++) {
      Place path = paths.get(random.nextInt(paths.size()));
      Instant at = times.get(random.nextInt(times.size())).plusMillis(random.nextInt(3) - 1);
      HttpResponse<String> answer = shop.get(path.http() + path.query("at=" + at));
      assertThat(row(path, answer))
          .as("seed %d: %s at %s", SEED, path.http(), at)
          .isEqualTo(fold(path, at).map(TimeTravelTest::shown));
    }
  }

  @Test
  void folding_the_events_that_why_names_gives_the_row() {
    for (Place path : paths()) {
      JsonNode expected = shown(fold(path, Instant.MAX).orElseThrow());
      List<Recorded<?>> told = new ArrayList<>();
      Optional<String> next = Optional.of(path.http() + "/why" + path.query("limit=50"));
      while (next.isPresent()) {
        HttpResponse<String> page = shop.get(next.get());
        JsonNode body = Market.parse(page.body());
        assertThat(body.get("row")).as(path.http()).isEqualTo(expected);
        body.get("items").forEach(item -> told.add(find(item)));
        next = Market.next(page);
      }
      assertThat(Folded.of(path.host(), told, path.view()).get(path.key()))
          .as(path.http())
          .satisfies(row -> assertThat(shown(row)).isEqualTo(expected));
    }
  }

  @Test
  void the_command_line_says_which_event_set_which_field() {
    String order =
        paths().stream()
            .filter(path -> path.http().startsWith("/v1/shipments/"))
            .findFirst()
            .orElseThrow()
            .key();
    String said = cli("explain", "invoice", order);
    assertThat(said).contains("OrderPlaced", "orders.events-", "state = \"OPEN\"");
    assertThat(said).containsPattern("OrderShipped[^\\n]*\\n(.*\\n)?    state = \"CAPTURED\"");
    assertThat(cli("explain", "invoice", order, "--at-version", "1")).doesNotContain("CAPTURED");
    assertThat(cli("explain", "stock", "ink", "-o", "json")).startsWith("{");
  }

  private static String cli(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", "http://127.0.0.1:" + shop.process().port()));
    PrintStream out = System.out;
    var said = new ByteArrayOutputStream();
    try (var captured = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      assertThat(Main.line().execute(all.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  /// A kind of row: where it is on HTTP, and which fold it is.
  ///
  /// @param view 0 for the projection's own rows, then those of each rollup
  private record Place(String http, String more, ProjectionHost<?, ?> host, int view, String key) {
    String query(String first) {
      return "?" + first + more;
    }
  }

  private static List<Place> paths() {
    List<Place> paths = new ArrayList<>();
    Map<String, ProjectionHost<?, ?>> hosts = new TreeMap<>();
    ViewGroup.all(shop.process().node().codecs())
        .forEach(group -> hosts.put(group.name(), group.target().host()));
    ProjectionHost<?, ?> billing = host(hosts, "billing");
    Folded.of(billing, log(billing), 0)
        .forEach((key, row) -> paths.add(new Place("/v1/invoices/" + key, "", billing, 0, key)));
    Folded.of(billing, log(billing), 1)
        .keySet()
        .forEach(
            key -> {
              String customer = key.substring(0, key.indexOf('|'));
              paths.add(
                  new Place(
                      "/v1/customers/" + customer + "/account", "&currency=EUR", billing, 1, key));
            });
    Folded.of(billing, log(billing), 2)
        .keySet()
        .forEach(
            key ->
                paths.add(new Place("/v1/revenue/" + key.replace('|', '/'), "", billing, 2, key)));
    ProjectionHost<?, ?> inventory = host(hosts, "inventory");
    Folded.of(inventory, log(inventory), 0)
        .forEach((key, row) -> paths.add(new Place("/v1/stock/" + key, "", inventory, 0, key)));
    ProjectionHost<?, ?> shipping = host(hosts, "shipping");
    Folded.of(shipping, log(shipping), 0)
        .forEach((key, row) -> paths.add(new Place("/v1/shipments/" + key, "", shipping, 0, key)));
    return paths;
  }

  private static ProjectionHost<?, ?> host(Map<String, ProjectionHost<?, ?>> hosts, String name) {
    return java.util.Objects.requireNonNull(hosts.get(name));
  }

  private static Optional<JsonNode> row(Place path, HttpResponse<String> answer) {
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    assertThat(answer.statusCode()).as(path.http() + " " + answer.body()).isEqualTo(200);
    JsonNode body = Market.parse(answer.body());
    return Optional.of(path.http().endsWith("/account") ? body.at("/items/0") : body);
  }

  private static Optional<Object> fold(Place path, Instant at) {
    List<Recorded<?>> until =
        log(path.host()).stream().filter(event -> !event.at().isAfter(at)).toList();
    return Optional.ofNullable(Folded.of(path.host(), until, path.view()).get(path.key()));
  }

  private static JsonNode shown(Object row) {
    return Market.parse(new String(Json.write(row), StandardCharsets.UTF_8));
  }

  private static List<Recorded<?>> log(ProjectionHost<?, ?> host) {
    return LOGS.getOrDefault(host.eventTopic(), List.of());
  }

  private static Recorded<?> find(JsonNode item) {
    return LOGS.values().stream()
        .flatMap(List::stream)
        .filter(event -> event.eventId().equals(item.get("eventId").asText()))
        .filter(event -> event.offset() == item.get("offset").asLong())
        .filter(event -> event.partition() == item.get("partition").asInt())
        .findFirst()
        .orElseThrow();
  }

  private static List<Instant> times() {
    return LOGS.values().stream().flatMap(List::stream).map(Recorded::at).toList();
  }

  private static Map<String, List<Recorded<?>>> logs() {
    var codecs = shop.process().node().codecs();
    Map<String, List<Recorded<?>>> logs = new HashMap<>();
    for (var topic :
        Map.of(
                Topics.ORDERS_EVENTS, codecs.orderEvents(),
                Topics.STOCK_EVENTS, codecs.stockEvents())
            .entrySet()) {
      List<Recorded<?>> events = new ArrayList<>();
      for (int partition = 0; partition < 4; partition++) {
        LogReader.read(
            ClientProperties.reader(kafka.connection(), "test"),
            new TopicPartition(topic.getKey(), partition),
            record -> events.add(EventRecord.read(record, topic.getValue())));
      }
      logs.put(topic.getKey(), events);
    }
    return logs;
  }
}
