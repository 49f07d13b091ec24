package orders.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import orders.app.RegistryProcess;
import orders.app.Settings;
import orders.contract.registry.RegistryServer.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Serves our own registry to clients that know Confluent's.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serve the schemas that lie in the cluster over the calls of Confluent's registry, to be"
            + " read.")
final class SchemasServeCommand implements Callable<Integer> {

  static final int PORT = 8485;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--host", description = "where HTTP listens (ORDERS_HOST; 127.0.0.1)")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--port",
      description =
          "of the registry (${DEFAULT-VALUE}); that of management is"
              + " ORDERS_MANAGEMENT_PORT (8481)",
      defaultValue = "" + PORT)
  private int port = PORT;

  @Option(names = "--writable", description = "let whoever reaches it register schemas, too")
  private boolean writable;

  @Override
  public Integer call() {
    Map<String, String> flags = new HashMap<>();
    host.ifPresent(value -> flags.put("host", value));
    Settings settings = kafka.settings(flags);
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("registry", port);
    ports.put("management", settings.managementPort());
    Ports.check(settings.host(), ports);
    RegistryProcess process = start(settings);
    System.err.println("orders: schemas of " + settings.kafka() + " at " + process.url());
    return Running.begin(
            step -> {
              process.close();
              step.accept("registry closed");
            })
        .until(OptionalInt::empty);
  }

  private RegistryProcess start(Settings settings) {
    var address = new InetSocketAddress(settings.host(), port);
    try {
      return RegistryProcess.start(
          settings, address, writable ? Access.READ_AND_WRITE : Access.READ_ONLY);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve the registry", e);
    }
  }
}
