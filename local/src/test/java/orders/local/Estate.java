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

/// Roles in processes of their own, a broker in another, and the provider and the carrier here,
/// where much goes wrong.
final class Estate implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofMinutes(3);

  /// How long an order waits for stock, and for its payment.
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final List<String> FRONT = List.of("gateway", "query");
  private static final List<String> SHIPPING = List.of("shipping");

  private static final List<List<String>> EACH =
      List.of(List.of("orders"), List.of("inventory"), List.of("billing"), SHIPPING, FRONT);

  private static final List<List<String>> SHIPPING_APART =
      List.of(SHIPPING, List.of("gateway", "query", "orders", "inventory", "billing"));

  private static final Faults FAULTS = new Faults(40, 30, 15, 40, 100, 40, 150, 40);
  private final TestCluster cluster;
  private final Sandbox sandbox;
  private final AppProcess front;
  private final AppProcess shipping;
  private final List<AppProcess> apps;
  private final PatientClient client;

  /// @param roles of each process; the last of them faces clients
  private Estate(TestCluster cluster, Path directory, List<List<String>> roles) {
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
    this.apps =
        roles.stream()
            .map(of -> Apps.start(cluster, directory, of.getFirst(), of, settings))
            .toList();
    this.front = apps.getLast();
    this.shipping = apps.get(roles.indexOf(SHIPPING));
    this.client = new PatientClient(_ -> front);
    sandbox.callTo(front.url("/"));
  }

  /// Every role in a process of its own.
  static Estate start(TestCluster cluster, Path directory) {
    return started(new Estate(cluster, directory, EACH));
  }

  /// Shipping in one process, everything else in another.
  static Estate withShippingApart(TestCluster cluster, Path directory) {
    return started(new Estate(cluster, directory, SHIPPING_APART));
  }

  private static Estate started(Estate estate) {
    await().atMost(READY_MAX).until(() -> estate.apps.stream().allMatch(AppProcess::ready));
    return estate;
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

  /// What faces clients comes last.
  List<AppProcess> apps() {
    return apps;
  }

  AppProcess shipping() {
    return shipping;
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
