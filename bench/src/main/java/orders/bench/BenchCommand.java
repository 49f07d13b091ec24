package orders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import orders.app.Role;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.local.BrokerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures the system against the limits of the same broker, in one run.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure throughput, latency and CPU against the broker's own limits, in one run.")
public final class BenchCommand implements Callable<Integer>, Main.Extra {

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final Set<Role> SERVICE = EnumSet.of(Role.ORDERS);
  private static final int REPLAY_PARTITIONS = 4;
  private static final List<String> COMMIT_CURVE = List.of("5", "10", "20", "50", "100");

  @Option(names = "--orders", description = "of the plain workload", defaultValue = "60000")
  private int orderCount = 60_000;

  @Option(names = "--in-flight", description = "commands under way", defaultValue = "1024")
  private int inFlight = 1_024;

  @Option(names = "--seconds", description = "of each open-loop step", defaultValue = "15")
  private int seconds = 15;

  @Option(names = "--warm-up", description = "seconds before each measurement", defaultValue = "60")
  private int warmUp = 60;

  @Option(
      names = "--partitions",
      description =
          "of each keyed topic; one is enough for the one thread that two cores feed, a replay has"
              + " as many as an installation usually has")
  private int partitions = 1;

  @Option(
      names = "--only",
      split = ",",
      description = "raw,aggregate,rebuild,plain,latency,saga,curve,replay")
  private List<String> only = List.of("raw", "aggregate", "rebuild", "plain", "latency", "saga");

  @Option(
      names = "--events",
      description = "in the log that a view is rebuilt from",
      defaultValue = "1000000")
  private int events = 1_000_000;

  @Option(
      names = "--load",
      description = "orders a second that come in while a view is rebuilt",
      defaultValue = "500")
  private int load = 500;

  @Option(names = "--fold-threads", description = "that rebuild a view", defaultValue = "4")
  private int foldThreads = 4;

  @Option(names = "--json", description = "write the figures there, too")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException {
    var report = new Report();
    if (only.stream()
        .anyMatch(Set.of("raw", "aggregate", "rebuild", "plain", "latency")::contains)) {
      inFreshBroker(partitions, (broker, directory) -> events(report, broker, directory));
    }
    if (only.contains("saga")) {
      inFreshBroker(
          partitions,
          (broker, directory) ->
              with(broker, directory, report, ALL, Map.of(), "saga", b -> b.saga(orderCount / 3)));
    }
    if (only.contains("replay")) {
      inFreshBroker(REPLAY_PARTITIONS, (broker, directory) -> replay(report, broker, directory));
    }
    if (only.contains("curve")) {
      for (String ms : COMMIT_CURVE) {
        Map<String, String> flags = Map.of("policies", "off", "commit.ms", ms);
        String name = "commit every " + ms + " ms";
        inFreshBroker(
            partitions,
            (broker, directory) ->
                with(broker, directory, report, ALL, flags, name, SubjectBench::latency));
      }
    }
    if (json.isPresent()) {
      Files.write(json.get(), new ObjectMapper().writeValueAsBytes(report.figures()));
    }
    return report.sound() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /// One broker for what other event stores are measured with: its hot code is compiled once.
  private void events(Report report, BrokerProcess broker, Path directory) {
    if (only.contains("raw")) {
      new RawBench(broker, report).run();
    }
    Map<String, String> alone = Map.of("views", "off", "policies", "off");
    if (only.contains("aggregate") || only.contains("rebuild")) {
      with(broker, directory, report, SERVICE, alone, "aggregate alone", b -> b.plain(orderCount));
    }
    if (only.contains("rebuild")) {
      Path empty = directory.resolve("restored");
      with(broker, empty, report, SERVICE, alone, "aggregate alone", SubjectBench::restored);
    }
    Map<String, String> plain = Map.of("policies", "off");
    if (only.contains("rebuild")) {
      with(broker, directory, report, ALL, plain, "all views", SubjectBench::rebuilt);
    }
    if (only.contains("plain")) {
      with(broker, directory, report, ALL, plain, "plain, all views", b -> b.plain(orderCount));
    }
    if (only.contains("latency")) {
      with(broker, directory, report, ALL, plain, "latency", SubjectBench::latency);
    }
  }

  /// A long log, and then a view of it that is rebuilt while orders come in.
  private void replay(Report report, BrokerProcess broker, Path directory) {
    long orders = events / Workload.PLAIN_COMMANDS;
    Map<String, String> alone = flags(Map.of("views", "off", "policies", "off"), REPLAY_PARTITIONS);
    try (Subject subject =
        Subject.start(broker.connection(), directory.resolve("state"), SERVICE, alone)) {
      ReplayBench.fill(
          new Load(subject.commands().orders(), new Workload("log")), orders, inFlight);
    }
    Map<String, String> plain = flags(Map.of("policies", "off"), REPLAY_PARTITIONS);
    try (Subject subject =
        Subject.start(broker.connection(), directory.resolve("state"), ALL, plain)) {
      var size = new ReplayBench.Size(orders, load, foldThreads, Duration.ofSeconds(warmUp));
      new ReplayBench(broker, subject, report, size).run();
    }
  }

  private void with(
      BrokerProcess broker,
      Path directory,
      Report report,
      Set<Role> roles,
      Map<String, String> special,
      String name,
      Consumer<SubjectBench> what) {
    var meter = new Meter(broker);
    meter.start();
    try (Subject subject =
        Subject.start(
            broker.connection(), directory.resolve("state"), roles, flags(special, partitions))) {
      var load = new SubjectBench.Size(inFlight, seconds, Duration.ofSeconds(warmUp));
      what.accept(new SubjectBench(meter, subject, report, name, load));
    }
  }

  private static Map<String, String> flags(Map<String, String> special, int partitioned) {
    Map<String, String> flags = new HashMap<>(special);
    flags.put("partitions", Integer.toString(partitioned));
    return flags;
  }

  private interface Work {
    void with(BrokerProcess broker, Path directory);
  }

  private void inFreshBroker(int partitioned, Work work) throws IOException {
    Path directory = Files.createTempDirectory("orders-bench");
    try (BrokerProcess broker = BrokerProcess.startToMeasure(directory, partitioned)) {
      work.with(broker, directory);
    } finally {
      orders.local.Directories.delete(directory);
    }
  }
}
