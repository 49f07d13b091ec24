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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.kafka.Durability;
import orders.local.LocalKafka;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import orders.torture.net.TcpProxy;

/// Everything that a run needs, on loopback: three brokers, two instances of the app and room for a
/// third, the provider and the carrier, and the links between apps and brokers.
public final class Testbed implements AutoCloseable {

  /// How long an order waits for stock, and for its payment.
  public static final Duration TIMEOUT = Duration.ofSeconds(45);

  private static final int APPS = Instances.COUNT + 1;
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration DELIVER_AFTER = Duration.ofSeconds(1);
  private static final Duration TEND_EVERY = Duration.ofMillis(500);

  private final int partitions;
  private final Brokers brokers;
  private final Sandbox sandbox;
  private final Instances instances;
  private final TcpProxy front;
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("supervisor").factory());

  private Testbed(int partitions, Brokers brokers, Sandbox sandbox, Instances instances) {
    this.partitions = partitions;
    this.brokers = brokers;
    this.sandbox = sandbox;
    this.instances = instances;
    this.front = TcpProxy.start(0, turns(instances), new SplittableRandom());
  }

  /// Starts everything, and returns when all are ready.
  ///
  /// @param directory for data and logs; made when absent
  /// @throws Failure when something does not become ready
  public static Testbed start(Path directory, int partitions, SplittableRandom random) {
    Path logs = made(directory.resolve("logs"));
    Brokers brokers = Brokers.start(directory, logs, APPS, random);
    if (!brokers.awaitReady(READY_MAX)) {
      brokers.close();
      throw notReady("the brokers", logs);
    }
    LocalKafka.createTopics(brokers.connection(), partitions, Durability.CLUSTER);
    String secret = Sandbox.newSecret();
    var sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, Faults.NONE, DELIVER_AFTER));
    var instances =
        new Instances(
            directory.resolve("state"), logs, settings(partitions, sandbox, secret), brokers);
    var testbed = new Testbed(partitions, brokers, sandbox, instances);
    sandbox.callTo(testbed.api());
    if (!testbed.awaitReady(READY_MAX)) {
      testbed.close();
      throw notReady("the apps", logs);
    }
    testbed.supervise();
    return testbed;
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
    settings.put("log.level", "WARN");
    return settings;
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

  private void supervise() {
    Future<?> _ =
        supervisor.scheduleWithFixedDelay(
            instances::tend, 0, TEND_EVERY.toMillis(), TimeUnit.MILLISECONDS);
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

  public boolean awaitReady(Duration atMost) {
    return Waiting.until(atMost, () -> brokers.ready() && instances.ready());
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

  /// What all processes have said.
  public List<Path> logs() {
    List<Path> logs = new ArrayList<>(instances.logs());
    logs.addAll(brokers.logs());
    return logs;
  }

  @Override
  public void close() {
    supervisor.shutdownNow();
    front.close();
    instances.close();
    sandbox.close();
    brokers.close();
  }
}
