package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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
import orders.local.iam.AccessKey;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;

/// Every role on a secured cluster, each app under its own name and with the catalogue's rules.
final class SecuredShop implements AutoCloseable {

  /// How the rules call an app.
  static final String OWN = "User:" + AccessKey.principal("{name}");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PARTITIONS = 4;

  private final Map<Role, OrdersProcess> processes = new EnumMap<>(Role.class);
  private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
  private final Path directory;
  private final SecuredCluster cluster;
  private final Sandbox sandbox;
  private final String secret = Sandbox.newSecret();
  private int states;

  private SecuredShop(Path directory) {
    this.directory = directory;
    this.cluster = SecuredCluster.start(directory, PARTITIONS);
    this.sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, Faults.NONE, Duration.ofMillis(200)));
  }

  /// A cluster with rules, and nobody there yet.
  static SecuredShop empty(Path directory) {
    var shop = new SecuredShop(directory);
    assertThat(shop.acls("plan")).isEqualTo(ExitCodes.FAILED);
    assertThat(shop.acls("apply")).isEqualTo(ExitCodes.OK);
    assertThat(shop.acls("plan")).isEqualTo(ExitCodes.OK);
    return shop;
  }

  static SecuredShop open(Path directory) {
    SecuredShop shop = empty(directory);
    for (Role role : Role.values()) {
      shop.processes.put(role, shop.process(role));
    }
    shop.sandbox.callTo(shop.api());
    shop.awaitReady();
    return shop;
  }

  void awaitReady() {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> processes.values().stream().allMatch(OrdersProcess::ready));
    assertThat(processes.values()).noneMatch(OrdersProcess::failed);
  }

  /// Starts that role anew, with nothing on its disk.
  void startAnew(Role role) {
    stop(role);
    processes.put(role, process(role));
    awaitReady();
  }

  void stop(Role role) {
    Optional.ofNullable(processes.remove(role)).ifPresent(OrdersProcess::close);
  }

  SecuredCluster cluster() {
    return cluster;
  }

  int acls(String... arguments) {
    return aclsOf(OWN, arguments);
  }

  int aclsOf(String principal, String... arguments) {
    List<String> all = new ArrayList<>(List.of("acls", "--principal=" + principal));
    all.addAll(List.of(arguments));
    all.add("--config-file=" + cluster.file(SecuredCluster.ADMIN));
    return Main.line().execute(all.toArray(String[]::new));
  }

  int cli(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config-file=" + cluster.file("common"));
    all.add("--app-config-dir=" + cluster.files());
    return Main.line().execute(all.toArray(String[]::new));
  }

  HttpResponse<String> post(String path, String key, String body, String... headers) {
    HttpRequest.Builder request =
        request(path).header("Idempotency-Key", key).header("Prefer", "wait=20");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path).header("Prefer", "wait=20");
    return send(headers.length > 0 ? request.headers(headers) : request);
  }

  @Override
  public void close() {
    processes.values().forEach(OrdersProcess::close);
    sandbox.close();
    cluster.close();
  }

  private URI api() {
    return URI.create("http://127.0.0.1:" + ports.get(Role.GATEWAY));
  }

  private OrdersProcess process(Role role) {
    Map<String, String> flags = new HashMap<>();
    flags.put("config.file", cluster.file("common").toString());
    flags.put("app.config.dir", cluster.files().toString());
    flags.put("state.dir", directory.resolve("state-" + states++).toString());
    flags.put("port", ports.computeIfAbsent(role, _ -> LocalKafka.freePort()).toString());
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    flags.put("standbys", "0");
    flags.put("replication", "1");
    flags.put("min.insync", "1");
    flags.put("payments.url", sandbox.provider().toString());
    flags.put("carrier.url", sandbox.carrier().toString());
    flags.put("callback.secret", secret);
    return OrdersProcess.start(Settings.read(Map.of(), flags), Set.of(role));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api().resolve(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
