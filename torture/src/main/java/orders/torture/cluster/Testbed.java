package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.kafka.Durability;
import orders.local.LocalKafka;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import orders.torture.measure.Alarm;
import orders.torture.measure.Waiting;
import orders.torture.net.TcpProxy;

/// Everything that a run needs, on loopback: three brokers, two instances of the app and room for a
/// third, the provider and the carrier, and the links between apps and brokers.
public final class Testbed implements AutoCloseable {

  /// How long an order waits for stock, and for its payment.
  public static final Duration TIMEOUT = Duration.ofSeconds(45);

  private static final String COMMIT_MS = "200";
  private static final String VIEW_COMMIT_MS = "300";
  private static final int APPS = Instances.COUNT + 1;
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration DELIVER_AFTER = Duration.ofSeconds(1);

  private final int partitions;
  private final Brokers brokers;
  private final Sandbox sandbox;
  private final Instances instances;
  private final Optional<Disk> disk;
  private final Optional<FakeClock> clock;
  private final Operator operator;
  private final TcpProxy front;
  private final Teardown teardown;

  /// @param teardown closes all that is started, whether everything can be or not
  private Testbed(
      Path directory, int partitions, SplittableRandom random, boolean apart, Teardown teardown) {
    this.partitions = partitions;
    this.teardown = teardown;
    Path logs = made(directory.resolve("logs"));
    brokers = Brokers.start(directory, logs, APPS, random, teardown);
    if (!brokers.awaitReady(READY_MAX)) {
      throw notReady("the brokers", logs);
    }
    LocalKafka.createTopics(brokers.connection(), partitions, Durability.CLUSTER);
    String secret = Sandbox.newSecret();
    sandbox =
        teardown.add(
            Sandbox.start(
                new Sandbox.Settings(0, Optional.empty(), secret, Faults.NONE, DELIVER_AFTER)));
    disk = apart ? disk(directory.resolve("disk")) : Optional.empty();
    disk.ifPresent(teardown::add);
    clock = FakeClock.find(directory.resolve("clock"));
    Map<String, String> settings = settings(partitions, sandbox, secret);
    operator = operator(settings, logs);
    instances =
        new Instances(
            states(directory.resolve("state"), disk), logs, settings, brokers, clock, teardown);
    front = teardown.add(TcpProxy.start(0, turns(instances), random.split()));
    sandbox.callTo(api());
    if (!Waiting.until(READY_MAX, this::ready)) {
      throw notReady("the apps", logs);
    }
  }

  /// Starts everything, and returns when all are ready. What was started is closed when something
  /// cannot be.
  ///
  /// @param directory for data and logs; made when absent
  /// @param apart whether this process may mount a small disk for the instance that needs one
  /// @param alarm is raised when what ends by itself cannot be started again
  /// @throws Failure when something does not become ready
  public static Testbed start(
      Path directory, int partitions, SplittableRandom random, boolean apart, Alarm alarm) {
    var teardown = new Teardown();
    try {
      var testbed = new Testbed(directory, partitions, random, apart, teardown);
      teardown.add(Supervisor.start(testbed::tend, alarm));
      return testbed;
    } catch (RuntimeException e) {
      throw teardown.because(e);
    }
  }

  private static Map<String, String> settings(int partitions, Sandbox sandbox, String secret) {
    String timeout = Long.toString(TIMEOUT.toSeconds());
    Map<String, String> settings = new HashMap<>();
    settings.put("allow.plaintext", "true");
    settings.put("replication", Integer.toString(Durability.CLUSTER.replication()));
    settings.put("min.insync", Integer.toString(Durability.CLUSTER.minInSync()));
    settings.put("standbys", "1");
    settings.put("partitions", Integer.toString(partitions));
    settings.put("payments.url", sandbox.provider().toString());
    settings.put("carrier.url", sandbox.carrier().toString());
    settings.put("callback.secret", secret);
    settings.put("reservation.timeout.s", timeout);
    settings.put("payment.timeout.s", timeout);
    // Three copies of everything on a small machine: fewer and larger transactions than on a large
    // one, and the views are compared with their events at the end rather than all the time.
    settings.put("commit.ms", COMMIT_MS);
    settings.put("view.commit.ms", VIEW_COMMIT_MS);
    settings.put("audit", "off");
    settings.put("log.level", "WARN");
    return settings;
  }

  private Operator operator(Map<String, String> settings, Path logs) {
    Map<String, String> own = new HashMap<>(settings);
    own.put("kafka.bootstrap", brokers.connection().bootstrap());
    return teardown.add(new Operator(Operator.environment(own), logs.resolve("operator.log")));
  }

  private static Optional<Disk> disk(Path directory) {
    try {
      return Optional.of(Disk.mount(directory));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> states(Path directory, Optional<Disk> disk) {
    List<Path> states = new ArrayList<>(Instances.NAMES.stream().map(directory::resolve).toList());
    disk.ifPresent(
        own ->
            states.set(
                Instances.ON_DISK, own.path().resolve(Instances.NAMES.get(Instances.ON_DISK))));
    return states;
  }

  /// An instance that is there, another one each time.
  private static java.util.function.IntSupplier turns(Instances instances) {
    var turn = new AtomicInteger();
    return () -> {
      int next = turn.getAndIncrement();
      int chosen = Math.floorMod(next, Instances.COUNT);
      int other = Math.floorMod(next + 1, Instances.COUNT);
      return instances.get(instances.get(chosen).alive() ? chosen : other).port();
    };
  }

  private void tend() {
    instances.tend();
    brokers.tend();
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  private static Failure notReady(String what, Path logs) {
    return new Failure(ExitCodes.FAILED, what + " did not become ready", "see " + logs);
  }

  /// Undoes whatever faults have done, and starts what is down.
  public void mend() {
    brokers.clearUp();
    for (int broker = 1; broker <= Brokers.COUNT; broker++) {
      brokers.resume(broker);
      brokers.startAgain(broker);
    }
    for (int instance = 0; instance < Instances.COUNT; instance++) {
      instances.resume(instance);
      instances.startAgain(instance);
    }
    disk.ifPresent(Disk::free);
    clock.ifPresent(own -> own.off(Duration.ZERO));
  }

  /// Whether every process is.
  public boolean ready() {
    return brokers.ready() && instances.ready();
  }

  /// One address for all instances.
  public URI api() {
    return URI.create("http://127.0.0.1:" + front.port());
  }

  public int partitions() {
    return partitions;
  }

  public Brokers brokers() {
    return brokers;
  }

  public Instances instances() {
    return instances;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public Operator operator() {
    return operator;
  }

  /// Where the instance on disk keeps its state, when that is a disk of its own.
  public Optional<Disk> disk() {
    return disk;
  }

  /// Of [Instances#FAKED]; empty where there is none that can be set.
  public Optional<FakeClock> clock() {
    return clock;
  }

  /// What all processes have said.
  public List<Path> logs() {
    List<Path> logs = new ArrayList<>(instances.logs());
    logs.addAll(brokers.logs());
    logs.add(operator.log());
    return logs;
  }

  /// @throws IllegalStateException at the end, when something could not be closed
  @Override
  public void close() {
    teardown.close();
  }
}
