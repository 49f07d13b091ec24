package orders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import orders.app.Role;
import orders.app.Settings;
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

  @Option(names = "--orders", description = "of the plain workload", defaultValue = "60000")
  private int orderCount = 60_000;

  @Option(names = "--in-flight", description = "commands under way", defaultValue = "1024")
  private int inFlight = 1_024;

  @Option(names = "--seconds", description = "of each open-loop step", defaultValue = "15")
  private int seconds = 15;

  @Option(names = "--only", split = ",", description = "raw,aggregate,plain,latency,saga,curve")
  private List<String> only = List.of("raw", "aggregate", "plain", "latency", "saga");

  @Option(names = "--json", description = "write the figures there, too")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Report report = new Report();
    if (only.contains("raw")) {
      inFreshBroker((broker, directory) -> new RawBench(broker, report).run());
    }
    if (only.contains("aggregate")) {
      run(report, "aggregate alone", EnumSet.of(Role.ORDERS), Map.of("views", "off"), "plain");
    }
    if (only.contains("plain")) {
      run(
          report,
          "plain, all views",
          EnumSet.allOf(Role.class),
          Map.of("policies", "off"),
          "plain");
    }
    if (only.contains("latency")) {
      run(report, "latency", EnumSet.allOf(Role.class), Map.of("policies", "off"), "latency");
    }
    if (only.contains("saga")) {
      run(report, "saga", EnumSet.allOf(Role.class), Map.of(), "saga");
    }
    if (only.contains("curve")) {
      for (String ms : List.of("5", "10", "20", "50", "100")) {
        run(
            report,
            "commit every " + ms + " ms",
            EnumSet.allOf(Role.class),
            Map.of("policies", "off", "commit.ms", ms),
            "latency");
      }
    }
    if (json.isPresent()) {
      Files.write(json.get(), new ObjectMapper().writeValueAsBytes(report.figures()));
    }
    return report.sound() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void run(
      Report report, String name, Set<Role> roles, Map<String, String> flags, String what)
      throws IOException {
    inFreshBroker(
        (broker, directory) -> {
          try (Subject subject =
              Subject.start(broker.connection(), directory.resolve("state"), roles, flags)) {
            var bench = new SubjectBench(broker, subject, report, name, inFlight, seconds);
            switch (what) {
              case "plain" -> bench.plain(orderCount, roles.contains(Role.BILLING));
              case "latency" -> bench.latency();
              default -> bench.saga(orderCount / 3);
            }
          }
        });
  }

  private interface Work {
    void with(BrokerProcess broker, Path directory);
  }

  private static void inFreshBroker(Work work) throws IOException {
    Path directory = Files.createTempDirectory("orders-bench");
    try (BrokerProcess broker = BrokerProcess.start(directory, Settings.PARTITIONS)) {
      work.with(broker, directory);
    } finally {
      orders.local.Directories.delete(directory);
    }
  }
}
