package orders.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockCommand;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.engine.CommandGateway;
import orders.engine.OutcomeListener;
import orders.inventory.InventoryContext;
import orders.kafka.ClientProperties;
import orders.kafka.LogPositions;
import orders.kafka.StartupGuard;
import orders.kafka.StreamsProperties;
import orders.kafka.StreamsProperties.Commit;
import orders.kafka.TopicAdmin;
import orders.order.OrderContext;
import orders.query.CausalBarrier;
import orders.query.EventFetcher;
import orders.query.LagSampler;
import orders.query.LocalTables;
import orders.query.QueryTopology;
import orders.query.Scatter;
import orders.query.ViewSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Kafka side of one process: the apps of its roles, and the ports that HTTP is given.
///
/// Built and checked first, started after, closed in the opposite order.
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Settings settings;
  private final Set<Role> roles;
  private final Admin admin;
  private final SchemaLog registry;
  private final Codecs codecs;
  private final List<StreamsApp> apps = new ArrayList<>();
  private final List<AutoCloseable> closeables = new ArrayList<>();

  /// Checks the cluster and registers the schemas; nothing runs yet.
  ///
  /// @throws StartupGuard.Refused when it is not safe to run
  public Node(Settings settings, Set<Role> roles) {
    this.settings = settings;
    this.roles = Set.copyOf(roles);
    StartupGuard.connection(settings.kafka(), settings.plaintextAllowed());
    this.admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-admin"));
    this.registry = prepare();
    this.codecs = Codecs.over(new WireFormat(registry));
  }

  private SchemaLog prepare() {
    StartupGuard.topics(topics().plan());
    return new SchemaLog(settings.kafka().common());
  }

  public TopicAdmin topics() {
    return new TopicAdmin(admin, Catalogue.get(), settings.partitions(), settings.durability());
  }

  public Codecs codecs() {
    return codecs;
  }

  public SchemaLog registry() {
    return registry;
  }

  public List<StreamsApp> apps() {
    return Collections.unmodifiableList(apps);
  }

  /// Starts the apps that decide and fold.
  public void startServices() {
    boolean policies = settings.policies();
    if (roles.contains(Role.ORDERS)) {
      service("order-service", OrderContext.service(codecs, settings.stores(), policies));
      view("view-orders-v1", OrderContext.views(codecs, settings.stores()));
    }
    if (roles.contains(Role.INVENTORY)) {
      service("inventory-service", InventoryContext.service(codecs, settings.stores(), policies));
      view("view-inventory-v1", InventoryContext.views(codecs, settings.stores()));
    }
    if (roles.contains(Role.BILLING)) {
      view("view-billing-v1", BillingContext.views(codecs, settings.stores()));
    }
  }

  /// Starts the tables, and returns what reads them.
  ///
  /// @param self under which other instances reach this one's peer endpoint
  public Reads startReads(HostInfo self) {
    List<ViewSpec<?>> views =
        List.of(
            OrderContext.summaries(codecs),
            BillingContext.invoices(codecs),
            BillingContext.accounts(codecs),
            BillingContext.revenue(codecs),
            InventoryContext.levels(codecs),
            InventoryContext.movements(codecs));
    var app =
        new StreamsApp(
            "query",
            QueryTopology.of(views, codecs.marks()),
            StreamsProperties.tables(
                settings.kafka(), app("query", self.host() + ":" + self.port(), Commit.TABLES)));
    apps.add(app);
    app.start();
    var positions =
        new LogPositions(
            Admin.create(ClientProperties.admin(settings.kafka(), "orders-positions")),
            new KafkaConsumer<>(ClientProperties.seeker(settings.kafka(), "orders-positions")));
    closeables.add(positions);
    var local = new LocalTables(app.streams(), views, codecs.marks(), positions::lastRecord);
    var lag = new LagSampler(() -> positions.stable(eventPartitions()));
    closeables.add(lag);
    var fetcher =
        new EventFetcher<OrderEvent>(
            Topics.ORDERS_EVENTS,
            codecs.orderEvents(),
            () -> new KafkaConsumer<>(ClientProperties.seeker(settings.kafka(), "orders-history")));
    closeables.add(fetcher);
    var barrier = new CausalBarrier(positions, ways());
    return new Reads(
        settings.partitions(),
        local,
        new ReadFactory(
            Scatter.of(app.streams(), self, local), barrier, lag, settings.partitions()),
        codecs,
        fetcher);
  }

  /// Starts to listen for outcomes, and returns where commands are handed in.
  public Commands startCommands() {
    var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(settings.kafka(), "orders-gateway"));
    closeables.add(producer);
    OutcomeListener orders = outcomes(Topics.ORDERS_OUTCOMES);
    OutcomeListener stock = outcomes(Topics.STOCK_OUTCOMES);
    return new Commands(
        new CommandGateway<OrderCommand>(
            producer, Topics.ORDERS_COMMANDS, codecs.orderCommands(), "/gateway", orders),
        new CommandGateway<StockCommand>(
            producer, Topics.STOCK_COMMANDS, codecs.stockCommands(), "/gateway", stock),
        () -> orders.healthy() && stock.healthy());
  }

  @Override
  public void close() {
    for (AutoCloseable closeable : closeables.reversed()) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("cannot close {}", closeable, e);
      }
    }
    // All at once: each may wait for its own last transaction.
    List<Thread> closing = apps.stream().map(app -> Thread.ofVirtual().start(app::close)).toList();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    registry.close();
    admin.close();
  }

  /// How tokens of one event topic reach rows of the other.
  private static List<CausalBarrier.Way> ways() {
    return List.of(
        new CausalBarrier.Way(
            Topics.ORDERS_EVENTS, "inventory-service", Topics.STOCK_COMMANDS, Topics.STOCK_EVENTS),
        new CausalBarrier.Way(
            Topics.STOCK_EVENTS, "order-service", Topics.ORDERS_COMMANDS, Topics.ORDERS_EVENTS));
  }

  private List<TopicPartition> eventPartitions() {
    return Arrays.asList(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS).stream()
        .flatMap(
            topic ->
                IntStream.range(0, settings.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .toList();
  }

  private OutcomeListener outcomes(String topic) {
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.reader(settings.kafka(), "outcomes-" + topic));
    var listener = new OutcomeListener(new KafkaConsumer<>(properties), topic, codecs.outcomes());
    closeables.add(listener);
    return listener;
  }

  private void service(String id, Topology topology) {
    start(id, topology, Commit.every(settings.serviceCommit()));
  }

  private void view(String id, Topology topology) {
    if (settings.views()) {
      start(id, topology, Commit.adaptive(settings.viewCommit()));
    }
  }

  private void start(String id, Topology topology, Commit commit) {
    var app =
        new StreamsApp(
            id,
            topology,
            StreamsProperties.exactlyOnce(settings.kafka(), app(id, "localhost:0", commit)));
    apps.add(app);
    app.start();
  }

  private StreamsProperties.App app(String id, String server, Commit commit) {
    return new StreamsProperties.App(
        id, server, settings.stateDirectory(), settings.threads(), settings.standbys(), commit);
  }
}
