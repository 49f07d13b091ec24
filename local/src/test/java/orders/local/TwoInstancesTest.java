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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances on one broker, over HTTP: any of them answers anything.
class TwoInstancesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ORDER =
      """
      {"customerId":"ada","lines":[{"sku":"pen","quantity":1}],"currency":"EUR",
       "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
       "paymentToken":"tok-approve"}
      """;

  @TempDir static Path directory;
  private static TestCluster kafka;
  private static OrdersProcess first;
  private static OrdersProcess second;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    first = instance("first");
    second = instance("second");
    await().atMost(Duration.ofSeconds(90)).until(() -> first.ready() && second.ready());
    post(
        first,
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    HttpResponse<String> received =
        post(first, "/v1/stock/pen/receive", "pen-stock", "{\"quantity\":100000}");
    String token = received.headers().firstValue("Consistency-Token").orElseThrow();
    for (OrdersProcess process : List.of(first, second)) {
      assertThat(read(process, "/v1/stock/pen", token).statusCode()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    kafka.close();
  }

  @Test
  void what_one_wrote_the_other_reads_with_its_token() throws Exception {
    HttpResponse<String> placed = post(first, "/v1/orders", "read-elsewhere", ORDER);
    assertThat(placed.statusCode()).isEqualTo(201);
    String token = placed.headers().firstValue("Consistency-Token").orElseThrow();
    String path = placed.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> read = read(second, path, token);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).contains("\"customerId\":\"ada\"");
  }

  @Test
  void one_key_posted_many_times_to_both_is_one_order_with_identical_answers() {
    List<HttpResponse<String>> answers =
        IntStream.range(0, 64)
            .mapToObj(n -> n % 2 == 0 ? first : second)
            .map(process -> postLater(process, "/v1/orders", "same-key", ORDER))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
  }

  @Test
  void of_many_cancels_with_one_version_exactly_one_is_carried_out() throws Exception {
    HttpResponse<String> placed =
        HTTP.send(
            request(first, "/v1/orders")
                .header("Idempotency-Key", "to-cancel")
                .header("Prefer", "wait=20; until=reserved")
                .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(placed.statusCode()).isEqualTo(201);
    String path = placed.headers().firstValue("Location").orElseThrow();
    String version = placed.headers().firstValue("ETag").orElseThrow();
    List<Integer> statuses =
        IntStream.range(0, 64)
            .mapToObj(
                n ->
                    HTTP.sendAsync(
                        request(n % 2 == 0 ? first : second, path + "/cancel")
                            .header("Idempotency-Key", "cancel-" + n)
                            .header("If-Match", version)
                            .header("Prefer", "wait=20")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build(),
                        HttpResponse.BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(answer -> answer.join().statusCode())
            .toList();
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(statuses.stream().filter(status -> status == 412)).hasSize(63);
  }

  @Test
  void a_stream_goes_on_at_the_other_where_it_ended_at_one() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(post(first, "/v1/orders", "streamed-" + i, ORDER).statusCode()).isEqualTo(201);
    }
    List<JsonNode> whole = events(first, "/v1/stream?from=beginning", "", 10);
    List<JsonNode> start = whole.subList(0, 4);
    List<JsonNode> rest = events(second, "/v1/stream", start.getLast().get("id").asText(), 6);
    assertThat(Stream.concat(start.stream(), rest.stream()).map(TwoInstancesTest::place))
        .doesNotHaveDuplicates();
    // What is not in order between partitions comes, too: nothing of before the end is left out.
    Map<String, Long> seen = new HashMap<>();
    Stream.concat(start.stream(), rest.stream())
        .forEach(
            event ->
                assertThat(seen.merge(partition(event), event.get("offset").asLong(), Math::max))
                    .isEqualTo(event.get("offset").asLong()));
    Set<String> wanted = whole.stream().map(TwoInstancesTest::place).collect(Collectors.toSet());
    wanted.removeIf(
        place ->
            seen.getOrDefault(place.substring(0, place.indexOf('@')), -1L)
                < Long.parseLong(place.substring(place.indexOf('@') + 1)));
    assertThat(Stream.concat(start.stream(), rest.stream()).map(TwoInstancesTest::place))
        .containsAll(wanted);
  }

  private static String partition(JsonNode event) {
    return event.get("topic").asText() + "-" + event.get("partition").asInt();
  }

  private static String place(JsonNode event) {
    return partition(event) + "@" + event.get("offset").asLong();
  }

  /// The next events of a stream.
  private static List<JsonNode> events(OrdersProcess process, String path, String after, int count)
      throws Exception {
    HttpRequest.Builder request = request(process, path);
    if (!after.isEmpty()) {
      request.header("Last-Event-ID", after);
    }
    HttpResponse<Stream<String>> stream =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.statusCode()).isEqualTo(200);
    var json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    try (Stream<String> lines = stream.body()) {
      for (Iterator<String> it = lines.filter(line -> !line.isEmpty()).iterator();
          events.size() < count && it.hasNext(); ) {
        events.add(json.readTree(it.next()));
      }
    }
    assertThat(events).hasSize(count);
    return events;
  }

  private static OrdersProcess instance(String name) {
    Map<String, String> flags = kafka.settings();
    flags.put("state.dir", directory.resolve(name).toString());
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    return OrdersProcess.start(Settings.read(Map.of(), flags), EnumSet.allOf(Role.class));
  }

  private static HttpResponse<String> read(OrdersProcess process, String path, String token)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(process, path)
            .header("Consistency-Token", token)
            .header("Prefer", "wait=20")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      OrdersProcess process, String path, String key, String body)
      throws IOException, InterruptedException {
    return HTTP.send(posting(process, path, key, body), HttpResponse.BodyHandlers.ofString());
  }

  private static CompletableFuture<HttpResponse<String>> postLater(
      OrdersProcess process, String path, String key, String body) {
    return HTTP.sendAsync(posting(process, path, key, body), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest posting(OrdersProcess process, String path, String key, String body) {
    return request(process, path)
        .header("Idempotency-Key", key)
        .header("Prefer", "wait=20")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpRequest.Builder request(OrdersProcess process, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path));
  }
}
