package orders.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.cli.Main;
import orders.cli.Ports;
import orders.cli.Running;
import orders.contract.registry.RegistryServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Everything on this machine: an embedded broker, every role, sample data.
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description =
        "Run everything here: an embedded Kafka, every role, sample data. Development only.")
public final class DevCommand implements Callable<Integer>, Main.Extra {

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  @Option(names = "--sample-data", description = "none, small or large", defaultValue = "small")
  private SampleData.Size sampleData = SampleData.Size.SMALL;

  @Option(
      names = "--port",
      description = "of the API; management is the next",
      defaultValue = "8480")
  private int port = Settings.PORT;

  @Option(names = "--kafka-port", description = "of the broker", defaultValue = "9092")
  private int kafkaPort = 9092;

  @Option(names = "--registry-port", description = "of the schema registry", defaultValue = "8485")
  private int registryPort = 8485;

  @Option(names = "--data-dir", description = "kept between runs (.orders/dev)")
  private Optional<Path> dataDirectory = Optional.empty();

  @Option(names = "--ephemeral", description = "forget everything at the end")
  private boolean ephemeral;

  @Override
  public Integer call() throws IOException {
    long started = System.nanoTime();
    say("✓ JDK " + Runtime.version().feature());
    checkPorts();
    say("✓ ports");
    Path directory = directory();
    LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"), kafkaPort, Settings.PARTITIONS);
    say("✓ Kafka 4.3.1 (embedded, one broker, no authentication: development only)");
    OrdersProcess process = start(kafka, directory);
    var registry = RegistryServer.start(registryPort, process.node().registry());
    awaitReady(process);
    long seconds = Duration.ofNanos(System.nanoTime() - started).toMillis();
    say("✓ orders, inventory, billing, query, gateway (%.1f s)".formatted(seconds / 1000.0));
    SampleData samples = SampleData.start(sampleData, process.port());
    invite(process.port());
    return Running.until(
        process::failed, progress -> down(progress, samples, process, registry, kafka, directory));
  }

  private void checkPorts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("API", port);
    ports.put("management", port == 0 ? 0 : port + 1);
    ports.put("Kafka", kafkaPort);
    ports.put("registry", registryPort);
    Ports.check("127.0.0.1", ports);
  }

  private Path directory() {
    try {
      if (ephemeral) {
        return Files.createTempDirectory("orders-dev");
      }
      Path home = Path.of(System.getProperty("orders.home", "."));
      return dataDirectory.orElse(home.resolve(".orders").resolve("dev"));
    } catch (IOException e) {
      throw new Failure(ExitCodes.FAILED, "cannot make a directory for the data", "");
    }
  }

  private OrdersProcess start(LocalKafka kafka, Path directory) {
    Map<String, String> flags = new HashMap<>();
    flags.put("kafka.bootstrap", kafka.connection().bootstrap());
    flags.put("state.dir", directory.resolve("state").toString());
    flags.put("port", Integer.toString(port));
    flags.put("standbys", "0");
    OrdersProcess process =
        OrdersProcess.start(Settings.read(Map.of(), flags), EnumSet.allOf(Role.class));
    say("✓ topics, schemas");
    return process;
  }

  private static void awaitReady(OrdersProcess process) {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!process.ready()) {
      if (process.failed() || System.nanoTime() > deadline) {
        throw new Failure(ExitCodes.FAILED, "the apps did not become ready", "see the log above");
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failure(ExitCodes.INTERRUPTED, "interrupted", "");
      }
    }
  }

  private void invite(int apiPort) {
    String api = "http://localhost:" + apiPort;
    System.out.println(
        """
          API docs %1$s/docs   Metrics http://localhost:%2$d/metrics   Registry http://localhost:%3$d/subjects
          Try:
            curl -s %1$s/v1/stock
            curl -s -X POST %1$s/v1/orders -H 'Idempotency-Key: first' -d '{"customerId":"ada","lines":[{"sku":"pencil","quantity":2}],"currency":"EUR","contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},"paymentToken":"tok-approve"}'
            curl -s '%1$s/v1/orders?customer=ada'
            kcat -b localhost:%4$d -C -t orders.events -e -f '%%o %%k %%h\\n'
          Ctrl-C ends it; the data stays%5$s.\
        """
            .formatted(api, apiPort + 1, registryPort, kafkaPort, ephemeral ? " not" : ""));
  }

  private void down(
      Consumer<String> progress,
      SampleData samples,
      OrdersProcess process,
      RegistryServer registry,
      LocalKafka kafka,
      Path directory) {
    samples.close();
    process.close(progress);
    registry.close();
    kafka.close();
    progress.accept("Kafka stopped");
    if (ephemeral) {
      Directories.delete(directory);
    }
  }

  private static void say(String text) {
    System.err.println("  " + text);
  }
}
