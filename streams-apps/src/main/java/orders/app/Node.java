package orders.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import orders.archive.Actors;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topic;
import orders.contract.registry.Registry;
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
import orders.watch.Pulse;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
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
  private final Presence here;
  private final RunningApps apps;
  private final Effects effects;
  private final LongSupplier pauses;
  private volatile Optional<WriteSide> writeSide = Optional.empty();
  private volatile Optional<ReadSide> readSide = Optional.empty();
  private volatile Optional<FedVersions<StreamsApp>> projections = Optional.empty();
  private final List<AutoCloseable> closeables = new ArrayList<>();

  /// Checks the cluster and registers the schemas; nothing runs yet.
  ///
  /// @param pauses how often the process stood still
  /// @throws StartupGuard.Refused when it is not safe to run
  public Node(Settings settings, Set<Role> roles, LongSupplier pauses) {
    this.pauses = pauses;
    this.settings = settings;
    this.here = Presence.of(settings);
    this.apps = new RunningApps(here);
    this.roles = Set.copyOf(roles);
    roles.forEach(role -> role.connections(settings.kafka()).forEach(this::guard));
    this.admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-admin"));
    this.registry = prepare();
    this.codecs = registry.codecs();
    AggregateGroup.guard(settings, codecs, roles);
    roles.forEach(role -> role.actors().forEach(this::place));
    this.effects = new Effects(settings, codecs, here, apps::joins);
    this.control = ControlLog.follow(ClientProperties.reader(settings.kafka(), "orders-control"));
  }

  private void guard(KafkaConnection connection) {
    StartupGuard.connection(connection, settings.plaintextAllowed());
  }

  /// Without a place among them a service would act on old events again.
  private void place(String service) {
    try (var actors = new Actors(settings.kafka().of(service))) {
      actors.guard(service, codecs.marks());
    }
  }

  private OpenRegistry prepare() {
    StartupGuard.topics(topics().plan());
    new ClusterGuard(settings, admin).check(roles);
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
    List<Runnable> steps = new ArrayList<>();
    if (roles.contains(Role.ORDERS)) {
      steps.add(
          () ->
              service(
                  Apps.ORDER_SERVICE,
                  OrderContext.service(
                      codecs,
                      settings.stores(),
                      Optional.of(settings.fulfilment().deadlines()).filter(_ -> policies))));
    }
    if (roles.contains(Role.INVENTORY)) {
      steps.add(
          () ->
              service(
                  Apps.INVENTORY_SERVICE,
                  InventoryContext.service(codecs, settings.stores(), policies)));
    }
    if (policies) {
      steps.addAll(fulfilment());
    }
    if (settings.views()) {
      var fed =
          new FedVersions<>(control, ViewVersions::running, new LiveProjections(settings, apps));
      closeables.add(fed);
      projections = Optional.of(fed);
      steps.addAll(
          fed.follow(
              ViewGroup.all(codecs).stream()
                  .filter(group -> roles.contains(group.role()))
                  .toList()));
    }
    AtOnce.run(steps);
  }

  /// What is asked of the outside world, and who asks.
  private List<Runnable> fulfilment() {
    List<Runnable> steps = new ArrayList<>();
    if (roles.contains(Role.BILLING)) {
      steps.add(() -> service(Apps.BILLING_SERVICE, BillingContext.service(codecs)));
    }
    if (roles.contains(Role.SHIPPING)) {
      steps.add(() -> service(Apps.SHIPPING_SERVICE, ShippingContext.service(codecs)));
    }
    closeables.add(effects);
    steps.add(() -> effects.start(roles));
    return steps;
  }

  /// Whether a part is beyond recovery.
  boolean failed() {
    return effects.failed()
        || apps.all().stream().anyMatch(StreamsApp::failed)
        || writeSide.map(WriteSide::failed).orElse(false)
        || readSide.map(ReadSide::failed).orElse(false)
        || projections.map(FedVersions::failed).orElse(false);
  }

  /// Threads that live as long as this does.
  List<Pulse> pulses() {
    List<Pulse> pulses = new ArrayList<>(effects.pulses());
    pulses.add(control.pulse());
    pulses.addAll(apps.pulses());
    writeSide.ifPresent(side -> pulses.addAll(side.pulses()));
    readSide.ifPresent(side -> pulses.add(side.pulse()));
    return pulses;
  }

  /// Whether every app runs, outcomes reach who waits for them, and the tables are filled.
  boolean running() {
    return apps.all().stream().allMatch(StreamsApp::running)
        && readSide.map(ReadSide::filled).orElse(true)
        && writeSide.map(WriteSide::running).orElse(true);
  }

  /// What its apps and tables do, by name, for a person.
  Map<String, String> components() {
    Map<String, String> components = new LinkedHashMap<>();
    apps.all().forEach(app -> components.put(app.name(), app.streams().state().toString()));
    readSide.ifPresent(reads -> components.put("tables", reads.filling()));
    return components;
  }

  void watchPeers() {
    apps.watchPeers();
  }

  /// Starts the tables, and returns what reads them.
  public Reads startReads() {
    var reads = new ReadSide(settings, codecs, apps, control, here, pauses);
    closeables.add(reads);
    readSide = Optional.of(reads);
    return reads.start();
  }

  /// Starts to listen for outcomes, and returns where commands are handed in.
  public Commands startCommands() {
    var write = new WriteSide(settings.kafka().of(Apps.GATEWAY), codecs, pauses);
    closeables.add(write);
    writeSide = Optional.of(write);
    return write.start();
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

  private void service(String id, Topology topology) {
    apps.start(settings, id, id, topology, Commit.every(settings.serviceCommit()));
  }
}
