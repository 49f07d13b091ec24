package orders.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockCommand;
import orders.archive.Actors;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topic;
import orders.contract.Topics;
import orders.contract.registry.Registry;
import orders.engine.CommandGateway;
import orders.engine.OutcomeListener;
import orders.engine.effect.ResultWriter;
import orders.inventory.InventoryContext;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import orders.kafka.StreamsProperties.Commit;
import orders.kafka.TopicAdmin;
import orders.order.OrderContext;
import orders.registry.OpenRegistry;
import orders.replay.ControlLog;
import orders.replay.VersionedTopics;
import orders.replay.ViewVersions;
import orders.shipping.ShippingContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
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
  private final OpenRegistry registry;
  private final Codecs codecs;
  private final ControlLog control;
  private final RunningApps apps = new RunningApps();
  private final Effects effects;
  private final List<AutoCloseable> closeables = new ArrayList<>();

  /// Checks the cluster and registers the schemas; nothing runs yet.
  ///
  /// @throws StartupGuard.Refused when it is not safe to run
  public Node(Settings settings, Set<Role> roles) {
    this.settings = settings;
    this.roles = Set.copyOf(roles);
    roles.forEach(role -> role.connections(settings.kafka()).forEach(this::guard));
    this.admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-admin"));
    this.registry = prepare();
    this.codecs = registry.codecs();
    AggregateGroup.guard(settings, codecs, roles);
    roles.forEach(role -> role.actors().forEach(this::place));
    this.effects = new Effects(settings, codecs);
    this.control = ControlLog.follow(ClientProperties.reader(settings.kafka(), "orders-control"));
  }

  private void guard(KafkaConnection connection) {
    StartupGuard.connection(connection, settings.plaintextAllowed());
  }

  /// Without a place among them a service would act on old events again.
  private void place(String service) {
    try (var actors = new Actors(settings.kafka().of(service))) {
      actors.guard(service);
    }
  }

  private OpenRegistry prepare() {
    StartupGuard.topics(topics().plan());
    return settings.registry().open(settings.kafka());
  }

  public TopicAdmin topics() {
    return topics(VersionedTopics.wanted(settings.kafka()));
  }

  /// These topics, as this installation wants them.
  public TopicAdmin topics(List<Topic> wanted) {
    return new TopicAdmin(admin, wanted, settings.partitions(), settings.durability());
  }

  public Codecs codecs() {
    return codecs;
  }

  /// Our own registry, unless another one is used.
  public Optional<Registry> registry() {
    return registry.own();
  }

  public List<StreamsApp> apps() {
    return apps.all();
  }

  /// Tells `watcher` of every app that runs and of each that is started later.
  void watchApps(Consumer<StreamsApp> watcher) {
    apps.watch(watcher);
  }

  /// What is decided about versions of views, and how replays stand.
  ControlLog control() {
    return control;
  }

  /// Starts the apps that decide and fold.
  public void startServices() {
    boolean policies = settings.policies();
    if (roles.contains(Role.ORDERS)) {
      service(
          Apps.ORDER_SERVICE,
          OrderContext.service(
              codecs,
              settings.stores(),
              Optional.of(settings.fulfilment().deadlines()).filter(_ -> policies)));
    }
    if (roles.contains(Role.INVENTORY)) {
      service(
          Apps.INVENTORY_SERVICE, InventoryContext.service(codecs, settings.stores(), policies));
    }
    if (policies) {
      fulfilment();
    }
    if (settings.views()) {
      var projections =
          new FedVersions<>(control, ViewVersions::running, new LiveProjections(settings, apps));
      closeables.add(projections);
      ViewGroup.all(codecs).stream()
          .filter(group -> roles.contains(group.role()))
          .forEach(projections::add);
    }
  }

  /// What is asked of the outside world, and who asks.
  private void fulfilment() {
    if (roles.contains(Role.BILLING)) {
      service(Apps.BILLING_SERVICE, BillingContext.service(codecs));
    }
    if (roles.contains(Role.SHIPPING)) {
      service(Apps.SHIPPING_SERVICE, ShippingContext.service(codecs));
    }
    closeables.add(effects);
    effects.start(roles);
  }

  /// Whether a part is beyond recovery.
  boolean failed() {
    return effects.failed() || apps.all().stream().anyMatch(StreamsApp::failed);
  }

  /// Starts the tables, and returns what reads them.
  ///
  /// @param self under which other instances reach this one's peer endpoint
  public Reads startReads(HostInfo self) {
    var reads = new ReadSide(settings, codecs, apps, control, self);
    closeables.add(reads);
    return reads.start();
  }

  /// Starts to listen for outcomes, and returns where commands are handed in.
  public Commands startCommands() {
    var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(settings.kafka().of(Apps.GATEWAY), "orders-gateway"));
    closeables.add(producer);
    OutcomeListener orders = outcomes(Topics.ORDERS_OUTCOMES);
    OutcomeListener stock = outcomes(Topics.STOCK_OUTCOMES);
    return new Commands(
        new CommandGateway<OrderCommand>(
            producer, Topics.ORDERS_COMMANDS, codecs.orderCommands(), "/gateway", orders),
        new CommandGateway<StockCommand>(
            producer, Topics.STOCK_COMMANDS, codecs.stockCommands(), "/gateway", stock),
        new ResultWriter<>(
            producer, Topics.PAYMENTS_RESULTS, codecs.paymentResults(), "/callbacks"),
        new ResultWriter<>(
            producer, Topics.SHIPPING_RESULTS, codecs.shippingResults(), "/callbacks"),
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
    apps.close();
    control.close();
    registry.close();
    admin.close();
  }

  private OutcomeListener outcomes(String topic) {
    Map<String, Object> properties =
        new HashMap<>(
            ClientProperties.reader(settings.kafka().of(Apps.GATEWAY), "outcomes-" + topic));
    var listener = new OutcomeListener(new KafkaConsumer<>(properties), topic, codecs.outcomes());
    closeables.add(listener);
    return listener;
  }

  private void service(String id, Topology topology) {
    apps.start(settings, id, id, topology, Commit.every(settings.serviceCommit()));
  }
}
