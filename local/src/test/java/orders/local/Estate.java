package orders.local;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;

/// Every role in a process of its own, a broker in another, and the provider and the carrier here,
/// where much goes wrong.
final class Estate implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofMinutes(3);

  /// How long an order waits for stock, and for its payment.
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Faults FAULTS = new Faults(40, 30, 15, 40, 100, 40, 150, 40);
  private final TestCluster cluster;
  private final Sandbox sandbox;
  private final AppProcess front;
  private final List<AppProcess> apps;
  private final PatientClient client;

  private Estate(TestCluster cluster, Path directory) {
    this.cluster = cluster;
    String secret = Sandbox.newSecret();
    this.sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, FAULTS, Duration.ofSeconds(1)));
    Map<String, String> settings =
        Map.of(
            "payments.url", sandbox.provider().toString(),
            "carrier.url", sandbox.carrier().toString(),
            "callback.secret", secret,
            "reservation.timeout.s", Long.toString(TIMEOUT.toSeconds()),
            "payment.timeout.s", Long.toString(TIMEOUT.toSeconds()));
    this.front = Apps.start(cluster, directory, "front", List.of("gateway", "query"), settings);
    this.apps =
        List.of(
            Apps.start(cluster, directory, "orders", List.of("orders"), settings),
            Apps.start(cluster, directory, "inventory", List.of("inventory"), settings),
            Apps.start(cluster, directory, "billing", List.of("billing"), settings),
            Apps.start(cluster, directory, "shipping", List.of("shipping"), settings),
            front);
    this.client = new PatientClient(_ -> front);
    sandbox.callTo(front.url("/"));
  }

  static Estate start(TestCluster cluster, Path directory) {
    var estate = new Estate(cluster, directory);
    estate.awaitReady();
    return estate;
  }

  void awaitReady() {
    await().atMost(READY_MAX).until(() -> apps.stream().allMatch(AppProcess::ready));
  }

  TestCluster cluster() {
    return cluster;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  PatientClient client() {
    return client;
  }

  /// Orders, inventory, billing, shipping, and what faces clients.
  List<AppProcess> apps() {
    return apps;
  }

  AppProcess shipping() {
    return apps.get(3);
  }

  URI api() {
    return front.url("/");
  }

  @Override
  public void close() {
    client.close();
    apps.forEach(AppProcess::close);
    sandbox.close();
    cluster.close();
  }
}
