package orders.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import orders.billing.BillingRoutes;
import orders.billing.RevenueRoutes;
import orders.contract.Apps;
import orders.history.OrderEvents;
import orders.http.CommandRoutes;
import orders.http.ConsoleRoutes;
import orders.http.DocRoutes;
import orders.http.HttpServer;
import orders.http.Management;
import orders.http.Routes;
import orders.http.StreamRoutes;
import orders.inventory.StockRoutes;
import orders.inventory.StockViewRoutes;
import orders.order.OrderRoutes;
import orders.order.OrderStages;
import orders.order.OrderViewRoutes;
import orders.order.PriceList;
import orders.outside.CallbackRoutes;
import orders.projection.billing.Invoices;
import orders.projection.orders.OrderSummaries;
import orders.projection.shipping.Shipments;
import orders.query.PeerClient;
import orders.query.ViewReader;
import orders.shipping.ShipmentRoutes;
import orders.watch.Pauses;

/// One process: its roles on Kafka, the public server and the management server.
///
/// Start reading here: [#start] brings everything up in order, [#close] takes it down.
public final class OrdersProcess implements AutoCloseable {

  private final Node node;
  private final Vitals vitals;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AppMeters meters = new AppMeters(metrics);
  private Optional<HttpServer> server = Optional.empty();
  private Optional<HttpServer> management = Optional.empty();
  private Optional<StreamRoutes> stream = Optional.empty();
  private Optional<Operations> operations = Optional.empty();
  private volatile boolean draining;

  private OrdersProcess(Settings settings, Set<Role> roles, Pauses pauses) {
    this.node = new Node(settings, roles, pauses);
    this.vitals = new Vitals(node, pauses);
  }

  /// Starts a process; it is ready when [#ready] says so.
  ///
  /// @throws orders.kafka.StartupGuard.Refused when it is not safe to run
  public static OrdersProcess start(Settings settings, Set<Role> roles) {
    OrdersProcess process = created(settings, roles);
    try {
      process.up(settings, roles);
      return process;
    } catch (RuntimeException | Error e) {
      process.closeAfter(e);
      throw e;
    }
  }

  private static OrdersProcess created(Settings settings, Set<Role> roles) {
    Pauses pauses = Pauses.start();
    try {
      return new OrdersProcess(settings, roles, pauses);
    } catch (RuntimeException | Error e) {
      pauses.close();
      throw e;
    }
  }

  /// What goes wrong in that does not hide why the process did not start.
  private void closeAfter(Throwable why) {
    try {
      close();
    } catch (RuntimeException | Error e) {
      why.addSuppressed(e);
    }
  }

  public Node node() {
    return node;
  }

  /// Whether every app of the process runs, outcomes arrive, and its tables have been filled.
  public boolean ready() {
    return !draining && node.running();
  }

  /// Whether a part is beyond recovery, so that a supervisor should start the process again.
  public boolean failed() {
    return node.failed() || vitals.ended() || stuck();
  }

  /// Whether a thread of it hangs: it cannot even be closed then, only ended.
  public boolean stuck() {
    return vitals.stuck();
  }

  public int port() {
    return server.map(HttpServer::port).orElse(-1);
  }

  @Override
  public void close() {
    close(step -> {});
  }

  /// Takes the process down: readiness first, then HTTP, then the apps.
  ///
  /// @param progress is told each step
  public void close(Consumer<String> progress) {
    draining = true;
    vitals.unwatch();
    progress.accept("not ready any more");
    stream.ifPresent(StreamRoutes::close);
    operations.ifPresent(Operations::drain);
    server.ifPresent(HttpServer::close);
    progress.accept("HTTP drained");
    meters.close();
    operations.ifPresent(Operations::close);
    node.close();
    vitals.close();
    progress.accept("Streams closed");
    management.ifPresent(HttpServer::close);
  }

  private void up(Settings settings, Set<Role> roles) {
    vitals.watch();
    boolean reads = roles.contains(Role.QUERY) || roles.contains(Role.GATEWAY);
    UnaryOperator<byte[]> peers = OrdersProcess::unavailable;
    List<Routes> routes = new ArrayList<>();
    if (reads) {
      Reads read = node.startReads();
      peers = question -> PeerClient.answer(read.local(), question);
      add(routes, read);
      operations = Optional.of(new Operations(settings, node, read, metrics));
      operations.ifPresent(vitals::with);
      routes.addAll(operations.get().routes());
      if (roles.contains(Role.GATEWAY)) {
        Commands commands = node.startCommands();
        add(routes, read, commands);
        settings
            .fulfilment()
            .callbackSecret()
            .ifPresent(
                secret ->
                    routes.add(
                        new CallbackRoutes(secret, commands.payments(), commands.parcels())));
      }
    }
    node.startServices();
    measure();
    management =
        Optional.of(
            HttpServer.startForPeers(
                settings.host(),
                settings.managementPort(),
                List.of(new Management(health(), this::scrape, peers))));
    node.watchPeers();
    if (reads) {
      var streams = new StreamRoutes(Feeds.of(settings.kafka().of(Apps.QUERY), node.codecs()));
      stream = Optional.of(streams);
      routes.add(streams);
      routes.add(new DocRoutes(settings.installation()));
      routes.add(new ConsoleRoutes());
      server = Optional.of(HttpServer.start(settings.host(), settings.port(), routes, metrics));
    }
  }

  private static void add(List<Routes> routes, Reads read) {
    OrderEvents orders = read.orders();
    routes.add(new OrderViewRoutes(read.summaries(), orders.stories(new OrderSummaries())));
    routes.add(new StockViewRoutes(read.levels(), read.movements(), read.stockStories()));
    routes.add(
        new BillingRoutes(
            read.invoices(),
            orders.stories(new Invoices()),
            read.accounts(),
            read.accountStories()));
    routes.add(new RevenueRoutes(read.revenue(), read.revenueStories()));
    routes.add(new ShipmentRoutes(read.shipments(), orders.stories(new Shipments())));
  }

  private static void add(List<Routes> routes, Reads read, Commands commands) {
    PriceList prices =
        (sku, freshness) ->
            read.levels()
                .get(sku, freshness)
                .value()
                .filter(level -> !level.name().isEmpty())
                .map(level -> new PriceList.Price(level.priceMinor(), level.currency()));
    routes.add(new OrderRoutes(commands.orders(), prices, new OrderStages(read.summaries())));
    routes.add(new StockRoutes(commands.stock()));
    routes.add(new CommandRoutes(List.of(commands.orders(), commands.stock())));
  }

  private void measure() {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    node.watchApps(meters::add);
  }

  private String scrape() {
    meters.bind();
    return metrics.scrape();
  }

  private Management.Health health() {
    return new Management.Health(() -> !failed(), this::ready, node::components);
  }

  private static byte[] unavailable(byte[] question) {
    throw new ViewReader.Unavailable("this instance holds no tables");
  }
}
