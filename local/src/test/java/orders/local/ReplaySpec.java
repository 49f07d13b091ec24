package orders.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.app.ViewGroup;
import orders.contract.Topics;
import orders.engine.Progress;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import orders.replay.Replay;
import orders.replay.ReplayState;
import orders.replay.ReplayTarget;
import orders.replay.Replays;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// One process with every role on a broker of its own, and views to be replayed.
abstract class ReplaySpec {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  static final Replay.Choices USUAL = new Replay.Choices(false, 2, Duration.ofMinutes(2));

  @TempDir static Path directory;
  private static TestCluster kafka;
  static Settings settings;
  private static OrdersProcess process;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    Map<String, String> flags = kafka.settings();
    flags.put("state.dir", directory.resolve("state").toString());
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    settings = Settings.read(Map.of(), flags);
    process = OrdersProcess.start(settings, EnumSet.allOf(Role.class));
    await().atMost(Duration.ofSeconds(90)).until(process::ready);
    post(
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    post("/v1/stock/pen/receive", "pen-stock", "{\"quantity\":100000}");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/v1/stock/pen", "").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    process.close();
    kafka.close();
  }

  static byte[] someRow(String topic) {
    List<byte[]> rows = new ArrayList<>();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      LogReader.read(
          ClientProperties.reader(settings.kafka(), "rows"),
          new TopicPartition(topic, partition),
          record -> {
            if (!record.key().equals(Progress.KEY)) {
              rows.add(record.value());
            }
          });
    }
    return rows.getFirst();
  }

  static String order(String key) throws Exception {
    return post("/v1/orders", key, ORDER)
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/v1/orders/".length());
  }

  static Replays replays() {
    return new Replays(
        settings.kafka(),
        settings.partitions(),
        names -> process.node().topics(VersionedTopics.named(names)).create());
  }

  static ReplayTarget target(String view) {
    return ViewGroup.all(process.node().codecs()).stream()
        .filter(group -> group.name().equals(view))
        .findFirst()
        .orElseThrow()
        .target();
  }

  static final String ORDER =
      """
      {"customerId":"ada","lines":[{"sku":"pen","quantity":1}],"currency":"EUR",
       "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
       "paymentToken":"tok-approve"}
      """;

  static HttpResponse<String> get(String path, String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path)).header("Consistency-Token", token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> post(String path, String key, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path))
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=20")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + process.port() + path);
  }

  /// @return the version that it had claimed
  static int diedWhileVerifying(Replays replays, ReplayTarget target) {
    var died = new AtomicInteger();
    assertThatThrownBy(
            () ->
                replays.run(
                    target,
                    USUAL,
                    state -> {
                      died.set(state.version());
                      diesWhileVerifying(state);
                    }))
        .isInstanceOf(Died.class);
    return died.get();
  }

  static Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "topics"))) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }
  }

  static List<String> groups() throws Exception {
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "groups"))) {
      return admin.listGroups().all().get(30, TimeUnit.SECONDS).stream()
          .map(GroupListing::groupId)
          .toList();
    }
  }

  static GroupMember member(String group) {
    return new GroupMember(settings.kafka(), group, Topics.CONTROL_REPLAYS);
  }

  static final class Died extends RuntimeException {
    Died() {
      super("died");
    }
  }

  static void diesWhileVerifying(ReplayState state) {
    if (state.state() == ReplayState.State.VERIFYING) {
      throw new Died();
    }
  }
}
