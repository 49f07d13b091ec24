package orders.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import orders.contract.SchemaStore;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import orders.http.HttpServer;
import orders.http.Management;
import orders.kafka.StartupGuard;
import orders.query.ViewReader;
import orders.registry.OpenRegistry;
import orders.registry.SchemaRegistry;

/// A process that lets others at our own registry, which lies in a topic. The apps do not need it:
/// each reads the topic itself. Clients that know Confluent's calls do.
public final class RegistryProcess implements AutoCloseable {

  private final OpenRegistry registry;
  private final RegistryServer server;
  private final HttpServer management;
  private volatile boolean draining;

  private RegistryProcess(OpenRegistry registry, RegistryServer server, Settings settings) {
    this.registry = registry;
    this.server = server;
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    var health = new Management.Health(() -> true, this::ready, Map::of);
    this.management =
        HttpServer.start(
            settings.host(),
            settings.managementPort(),
            List.of(
                new Management(
                    health,
                    metrics::scrape,
                    question -> {
                      throw new ViewReader.Unavailable("a registry holds no tables");
                    })));
  }

  /// Starts serving.
  ///
  /// @throws IllegalArgumentException when the settings name another registry
  /// @throws orders.kafka.StartupGuard.Refused when the connection is not safe
  /// @throws java.net.BindException when the port is taken
  public static RegistryProcess start(
      Settings settings, InetSocketAddress address, RegistryServer.Access access)
      throws IOException {
    StartupGuard.connection(settings.kafka(), settings.plaintextAllowed());
    if (!(settings.registry() instanceof SchemaRegistry.Topic)) {
      throw new IllegalArgumentException(
          "schema.registry names another registry: with topic it is our own");
    }
    OpenRegistry opened = settings.registry().open(settings.kafka());
    try {
      Registry own = opened.own().orElseThrow();
      return new RegistryProcess(opened, RegistryServer.start(address, own, access), settings);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Whether the schemas can be reached.
  private boolean ready() {
    try {
      registry.own().ifPresent(Registry::subjects);
      return !draining;
    } catch (SchemaStore.Unavailable e) {
      return false;
    }
  }

  /// Where clients find it.
  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    draining = true;
    server.close();
    registry.close();
    management.close();
  }
}
