package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.kafka.ClientProperties;
import orders.local.iam.AccessKey;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every app under its own name, on a broker that denies what the catalogue does not say.
class AccessTest {

  private static final String ORDER =
      """
      {"customerId":"ada","lines":[{"sku":"pen","quantity":2}],"currency":"EUR",
       "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
       "paymentToken":"tok-approve"}
      """;

  private static final String OWN = "User:" + AccessKey.principal("{name}");
  private static final String ONE = "User:one-{name}";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<OrdersProcess> PROCESSES = new ArrayList<>();

  @TempDir static Path directory;
  private static SecuredCluster cluster;
  private static Sandbox sandbox;
  private static URI api;

  @BeforeAll
  static void start() {
    cluster = SecuredCluster.start(directory, 4);
    assertThat(acls("plan")).isEqualTo(ExitCodes.FAILED);
    assertThat(acls("apply")).isEqualTo(ExitCodes.OK);
    assertThat(acls("plan")).isEqualTo(ExitCodes.OK);
    String secret = Sandbox.newSecret();
    sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, Faults.NONE, Duration.ofMillis(200)));
    for (Role role : EnumSet.complementOf(EnumSet.of(Role.GATEWAY))) {
      PROCESSES.add(process(role, secret));
    }
    OrdersProcess gateway = process(Role.GATEWAY, secret);
    PROCESSES.add(gateway);
    api = URI.create("http://127.0.0.1:" + gateway.port());
    sandbox.callTo(api);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> PROCESSES.stream().allMatch(OrdersProcess::ready));
  }

  @AfterAll
  static void stop() {
    PROCESSES.forEach(OrdersProcess::close);
    sandbox.close();
    cluster.close();
  }

  @Test
  void an_order_is_placed_paid_shipped_and_delivered_and_its_views_are_rebuilt() throws Exception {
    post(
        "/v1/products",
        "pen",
        "{\"sku\":\"pen\",\"name\":\"Pen\",\"priceMinor\":250,\"currency\":\"EUR\"}");
    HttpResponse<String> received = post("/v1/stock/pen/receive", "pens", "{\"quantity\":10}");
    get("/v1/stock/pen", received.headers().firstValue("Consistency-Token").orElseThrow());
    HttpResponse<String> placed = post("/v1/orders", "order", ORDER);
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    String path = placed.headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(path, "").body().contains("\"DELIVERED\""));
    String id = path.substring(path.lastIndexOf('/') + 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("/v1/invoices/" + id, "").body().contains("\"CAPTURED\""));
    assertThat(get(path + "/events", "").body()).contains("OrderPlaced", "OrderDelivered");
    // What the other event topic says of it, through the barrier that watches other groups.
    assertThat(get("/v1/stock/pen", placed.headers().firstValue("Consistency-Token").orElseThrow()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    assertThat(cli("replay", "billing", "--patience", "60")).isEqualTo(ExitCodes.OK);
    assertThat(cli("verify", "billing")).isEqualTo(ExitCodes.OK);
    assertThat(cli("dlq", "ls")).isEqualTo(ExitCodes.OK);
    assertThat(PROCESSES).noneMatch(OrdersProcess::failed);
  }

  @Test
  void what_the_catalogue_does_not_say_is_refused() {
    List<String> refused = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (App app : Catalogue.get().apps().values()) {
      Refusals one = new Refusals(app, cluster.as(app.id())).tryAll(Catalogue.get());
      refused.addAll(one.refused());
      done.addAll(one.done());
    }
    assertThat(done).isEmpty();
    assertThat(refused)
        .hasSizeGreaterThan(1_000)
        .contains(
            "view-billing: write orders.events",
            "billing-service: read stock.commands",
            "replay: write payments.requests",
            "replay: write shipping.jobs",
            "gateway: delete orders.events",
            "order-service: delete orders.events",
            "query: write billing.invoices.v1",
            "payments-worker: read orders.events");
  }

  @Test
  void what_is_too_much_is_shown_and_goes_only_when_asked_for() throws Exception {
    var extra =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "orders.events", PatternType.LITERAL),
            new AccessControlEntry(OWN.replace("{name}", "dlq"), "*", AclOperation.DELETE, AclPermissionType.ALLOW));
    try (Admin admin =
        Admin.create(ClientProperties.admin(cluster.as(SecuredCluster.ADMIN), "test"))) {
      admin.createAcls(Set.of(extra)).all().get();
      await().atMost(Duration.ofSeconds(20)).until(() -> acls("plan") == ExitCodes.FAILED);
      assertThat(acls("apply")).isEqualTo(ExitCodes.FAILED);
      assertThat(admin.describeAcls(extra.toFilter()).values().get()).containsExactly(extra);
      assertThat(acls("apply", "--prune")).isEqualTo(ExitCodes.OK);
      assertThat(admin.describeAcls(extra.toFilter()).values().get()).isEmpty();
    }
  }

  @Test
  void a_process_may_have_one_principal_for_all_its_apps() {
    assertThat(aclsOf(ONE, "plan", "--by=process")).isEqualTo(ExitCodes.FAILED);
    assertThat(aclsOf(ONE, "apply", "--by=process")).isEqualTo(ExitCodes.OK);
    assertThat(aclsOf(ONE, "plan", "--by=process")).isEqualTo(ExitCodes.OK);
    assertThat(aclsOf("User:nobody", "plan")).isEqualTo(ExitCodes.USAGE);
  }

  private static OrdersProcess process(Role role, String secret) {
    Map<String, String> flags = new HashMap<>();
    flags.put("config.file", cluster.file("common").toString());
    flags.put("app.config.dir", cluster.files().toString());
    flags.put("state.dir", directory.resolve("state").resolve(role.word()).toString());
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    flags.put("standbys", "0");
    flags.put("replication", "1");
    flags.put("min.insync", "1");
    flags.put("payments.url", sandbox.provider().toString());
    flags.put("carrier.url", sandbox.carrier().toString());
    flags.put("callback.secret", secret);
    return OrdersProcess.start(Settings.read(Map.of(), flags), Set.of(role));
  }

  private static int acls(String... arguments) {
    return aclsOf(OWN, arguments);
  }

  private static int aclsOf(String principal, String... arguments) {
    List<String> all = new ArrayList<>(List.of("acls", "--principal=" + principal));
    all.addAll(List.of(arguments));
    all.add("--config-file=" + cluster.file(SecuredCluster.ADMIN));
    return Main.line().execute(all.toArray(String[]::new));
  }

  private static int cli(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config-file=" + cluster.file("common"));
    all.add("--app-config-dir=" + cluster.files());
    return Main.line().execute(all.toArray(String[]::new));
  }

  private static HttpResponse<String> post(String path, String key, String body) throws Exception {
    return HTTP.send(
        request(path)
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=20")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    HttpRequest.Builder request = request(path).header("Prefer", "wait=20");
    if (!token.isEmpty()) {
      request.header("Consistency-Token", token);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path));
  }
}
