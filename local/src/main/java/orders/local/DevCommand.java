package orders.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.cli.Main;
import orders.cli.Ports;
import orders.cli.Running;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
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
  private static final Duration STOCKED_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration DELIVER_AFTER = Duration.ofSeconds(2);

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

  @Option(
      names = "--sandbox-port",
      description = "of the payment provider and the carrier to try things with",
      defaultValue = "8490")
  private int sandboxPort = 8490;

  @Option(names = "--faults", description = "have the provider and the carrier fail now and then")
  private boolean faults;

  @Option(
      names = "--payment-timeout",
      description = "seconds until an order that is not paid is given up",
      defaultValue = "60")
  private int paymentTimeoutSeconds = 60;

  @Option(names = "--data-dir", description = "kept between runs (.orders/dev)")
  private Optional<Path> dataDirectory = Optional.empty();

  @Option(names = "--ephemeral", description = "forget everything at the end")
  private boolean ephemeral;

  private final Parts parts = new Parts();
  private final String secret = Sandbox.newSecret();

  @Override
  public Integer call() throws IOException {
    long started = System.nanoTime();
    Running running = Running.begin(parts::close);
    try {
      OrdersProcess process = up();
      awaitReady(process);
      long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
      say(
          "✓ orders, inventory, billing, shipping, query, gateway (%.1f s)"
              .formatted(millis / 1000.0));
      SampleData samples = SampleData.start(sampleData, process.port());
      parts.add(progress -> samples.close());
      if (samples.awaitStocked(STOCKED_MAX)) {
        invite(process.port());
      }
      return running.until(() -> Running.end(process));
    } catch (IOException | RuntimeException e) {
      if (running.abandon()) {
        parts.close(step -> {});
      }
      throw e;
    }
  }

  private OrdersProcess up() throws IOException {
    say("✓ JDK " + Runtime.version().feature());
    checkPorts();
    say("✓ ports");
    DataDirectory data = DataDirectory.open(directory());
    parts.add(progress -> data.close());
    LocalKafka kafka = LocalKafka.start(data.resolve("kafka"), kafkaPort, Settings.PARTITIONS);
    parts.add(
        progress -> {
          kafka.close();
          progress.accept("Kafka stopped");
        });
    say("✓ Kafka 4.3.1 (embedded, one broker, no authentication: development only)");
    Sandbox sandbox = sandbox(data);
    OrdersProcess process = start(kafka, data, sandbox);
    parts.add(process::close);
    sandbox.callTo(URI.create("http://127.0.0.1:" + process.port()));
    serve(process.node().registry());
    return process;
  }

  /// What `dev` starts has a registry of its own: it takes no settings from outside.
  private void serve(Optional<Registry> own) throws IOException {
    if (own.isPresent()) {
      var registry = RegistryServer.start(registryPort, own.get());
      parts.add(progress -> registry.close());
    }
  }

  private void checkPorts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("API", port);
    ports.put("management", port == 0 ? 0 : port + 1);
    ports.put("Kafka", kafkaPort);
    ports.put("registry", registryPort);
    ports.put("sandbox", sandboxPort);
    Ports.check("127.0.0.1", ports);
  }

  private Optional<Path> directory() {
    if (ephemeral) {
      return Optional.empty();
    }
    Path home = Path.of(System.getProperty("orders.home", "."));
    return Optional.of(dataDirectory.orElse(home.resolve(".orders").resolve("dev")));
  }

  private Sandbox sandbox(DataDirectory data) {
    var sandbox =
        Sandbox.start(
            new Sandbox.Settings(
                sandboxPort,
                Optional.of(data.resolve("sandbox")),
                secret,
                faults ? Faults.SOME : Faults.NONE,
                DELIVER_AFTER));
    parts.add(progress -> sandbox.close());
    say("✓ payment provider and carrier (sandbox%s)".formatted(faults ? ", with faults" : ""));
    return sandbox;
  }

  private OrdersProcess start(LocalKafka kafka, DataDirectory data, Sandbox sandbox) {
    Map<String, String> flags = new HashMap<>();
    flags.put("kafka.bootstrap", kafka.connection().bootstrap());
    flags.put("state.dir", data.resolve("state").toString());
    flags.put("port", Integer.toString(port));
    flags.put("standbys", "0");
    flags.put("payments.url", sandbox.provider().toString());
    flags.put("carrier.url", sandbox.carrier().toString());
    flags.put("callback.secret", secret);
    flags.put("registry.advertised", "http://localhost:" + registryPort);
    flags.put("payment.timeout.s", Integer.toString(paymentTimeoutSeconds));
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
          Console %1$s/   API docs %1$s/docs   Metrics http://localhost:%2$d/metrics   Registry http://localhost:%3$d/subjects   Ledger http://localhost:%6$d/provider/ledger
          Try:
            curl -s %1$s/v1/stock
            curl -s -X POST %1$s/v1/orders -H 'Idempotency-Key: first' -d '{"customerId":"ada","lines":[{"sku":"pencil","quantity":2}],"currency":"EUR","contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},"paymentToken":"tok-approve"}'
            curl -s '%1$s/v1/orders?customer=ada'
            kcat -b localhost:%4$d -C -t orders.events -e -f '%%o %%k %%h\\n'
          Ctrl-C ends it; %5$s.\
        """
            .formatted(
                api,
                apiPort + 1,
                registryPort,
                kafkaPort,
                ephemeral ? "the data goes with it" : "the data stays",
                sandboxPort));
  }

  private static void say(String text) {
    System.err.println("  " + text);
  }
}
