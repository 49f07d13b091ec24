package orders.torture.twins;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orders.kafka.KafkaConnection;
import orders.local.AppProcess;
import orders.local.BrokerProcess;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import orders.torture.check.Checker;
import orders.torture.check.Evidence;
import orders.torture.check.Verdict;
import orders.torture.client.Crowd;
import orders.torture.history.Planted;
import orders.torture.measure.Readings;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broker, two processes with every role, a crowd, and a process killed now and then: enough for
/// each twin to show what it is.
final class TwinRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TwinRun.class);
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(3);
  /// A twin may be broken so badly that nothing ever ends.
  private static final Duration DRAIN_MAX_OF_TWIN = Duration.ofSeconds(25);
  private static final Duration BACK_MAX = Duration.ofSeconds(30);
  private static final Duration REST_MAX = Duration.ofSeconds(8);
  /// Shared by the phases. Beside another run on two slow CPUs a cold process answers a hundred
  /// requests in 15 s, hardly one of them a cancellation.
  private static final Duration LOAD_MAX = Duration.ofSeconds(40);
  private static final Duration COMPACTED_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Faults FAULTS = new Faults(20, 0, 0, 100, 50, 20, 50, 0);

  /// Personal data that stands in every order.
  private static final String CANARY = "Canarina-7f3a91";

  private final Optional<Twin> twin;
  private final Path directory;
  private final BrokerProcess broker;
  private final Sandbox sandbox;
  private final List<AppProcess> apps;
  private final Path history;
  private final Path planted;
  private final Path readings;
  private final Map<String, String> agent;

  private TwinRun(Optional<Twin> twin, Path agent, Path directory, int processes) {
    this.twin = twin;
    this.directory = directory;
    this.history = directory.resolve("history.jsonl");
    this.planted = directory.resolve("planted");
    Planted.create(planted, CANARY);
    this.readings = directory.resolve("readings.jsonl");
    this.agent = agent(twin, agent);
    this.broker = BrokerProcess.start(directory.resolve("kafka"), OtherPartitioner.PARTITIONS);
    String secret = Sandbox.newSecret();
    this.sandbox =
        Sandbox.start(
            new Sandbox.Settings(0, Optional.empty(), secret, FAULTS, Duration.ofMillis(300)));
    this.apps =
        Stream.of("a", "b")
            .limit(processes)
            .map(
                name ->
                    AppProcess.start(
                        name, List.of("all"), settings(name, secret), this.agent, directory))
            .toList();
    sandbox.callTo(apps.getFirst().url("/"));
  }

  /// @param twin empty for the true one
  /// @param agent the JAR that makes processes twins
  /// @param processes one is enough where none dies
  static TwinRun start(Optional<Twin> twin, Path agent, Path directory, int processes) {
    return new TwinRun(twin, agent, directory, processes);
  }

  KafkaConnection cluster() {
    return broker.connection();
  }

  /// Load for a while, with kills.
  ///
  /// @param operations before, between and after kills each, unless the time is over
  void load(long seed, int operations, int kills) throws InterruptedException {
    awaitReady();
    boolean compacted = twin.filter(t -> t == Twin.COMPACTED_EVENTS).isPresent();
    if (compacted) {
      Compaction.begin(cluster());
    }
    try (var _ = Readings.take(readings, states());
        var crowd = new Crowd(apps, history, CANARY)) {
      crowd.stock();
      crowd.start(seed);
      Duration most = LOAD_MAX.dividedBy(kills + 1);
      boolean back = true;
      for (int kill = 0; kill < kills && back; kill++) {
        more(crowd, operations, most);
        AppProcess killed = apps.get(kill % apps.size());
        killed.kill();
        killed.startAgain();
        back = within(BACK_MAX, this::ready);
      }
      more(crowd, operations, most);
      if (compacted) {
        within(COMPACTED_MAX, () -> Compaction.shows(cluster()));
      }
      crowd.finish();
    }
  }

  /// Everything as the checker wants it, and what the checker says. What nothing can mend any more
  /// is not waited for.
  Verdict judge() {
    apps.forEach(TwinRun::revive);
    if (twin.filter(Twin::staysBroken).isPresent()) {
      Verdict atOnce = Checker.check(evidence(), Duration.ZERO);
      if (twin.get().caughtForGood(atOnce::broken)) {
        LOG.info("{}: caught at once, with much still under way", directory.getFileName());
        return atOnce;
      }
    }
    Duration most = twin.isEmpty() ? DRAIN_MAX : DRAIN_MAX_OF_TWIN;
    var drained = new Drained(apps.getFirst(), sandbox);
    if (!within(most, () -> ready() && drained.look())) {
      apps.forEach(TwinRun::revive); // the checker says what is wrong
    }
    return Checker.check(evidence(), REST_MAX);
  }

  private void more(Crowd crowd, int operations, Duration most) {
    long had = crowd.answered();
    if (!within(most, () -> crowd.answered() >= had + operations)) {
      long done = crowd.answered() - had;
      LOG.info("{}: {} of {} operations in the time", directory.getFileName(), done, operations);
    }
  }

  /// Starts it again if it has ended by itself, as a supervisor would.
  private static void revive(AppProcess app) {
    if (!app.alive()) {
      app.startAgain();
    }
  }

  /// Whether it came to be so in time. A twin may be broken so badly that it never does.
  private static boolean within(Duration most, Callable<Boolean> condition) {
    try {
      await().atMost(most).pollInterval(LOOK_EVERY).until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  private Evidence evidence() {
    return new Evidence(
        history,
        planted,
        cluster(),
        OtherPartitioner.PARTITIONS,
        apps.getFirst().url(""),
        () -> Evidence.Outside.of(sandbox),
        readings,
        apps.stream().map(AppProcess::log).toList(),
        CANARY);
  }

  private void awaitReady() {
    await().atMost(READY_MAX).until(this::ready);
  }

  private boolean ready() {
    return apps.stream().allMatch(AppProcess::ready);
  }

  private Map<String, String> settings(String name, String secret) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap", cluster().bootstrap());
    settings.put("allow.plaintext", "true");
    settings.put("replication", "1");
    settings.put("min.insync", "1");
    settings.put("audit", "off");
    settings.put("state.dir", directory.resolve(name).toString());
    settings.put("payments.url", sandbox.provider().toString());
    settings.put("carrier.url", sandbox.carrier().toString());
    settings.put("callback.secret", secret);
    settings.put("reservation.timeout.s", "15");
    settings.put("payment.timeout.s", "20");
    twin.ifPresent(t -> settings.putAll(t.settings()));
    return settings;
  }

  /// Variables of a process, which make it the twin before its first class is loaded.
  private static Map<String, String> agent(Optional<Twin> twin, Path jar) {
    return twin.filter(Twin::changesProcesses)
        .map(t -> Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + "=" + t.name()))
        .orElse(Map.of());
  }

  private Map<AppProcess, Path> states() {
    Map<AppProcess, Path> states = new HashMap<>();
    apps.forEach(app -> states.put(app, directory.resolve(app.name())));
    return states;
  }

  @Override
  public void close() {
    apps.forEach(AppProcess::close);
    sandbox.close();
    broker.close();
  }
}
