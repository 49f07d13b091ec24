package orders.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs some or all roles against a Kafka that is there.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Run roles against a Kafka cluster: all, orders, inventory, billing, shipping, query,"
            + " gateway.")
final class ServeCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(arity = "1..*", description = "all, or some of the roles")
  private List<String> roles = List.of();

  @Option(names = "--host", description = "where HTTP listens (ORDERS_HOST; 127.0.0.1)")
  private Optional<String> host = Optional.empty();

  @Option(names = "--port", description = "of the API; management is the next (ORDERS_PORT; 8480)")
  private Optional<String> port = Optional.empty();

  @Option(names = "--state-dir", description = "where state lies (ORDERS_STATE_DIR)")
  private Optional<String> stateDirectory = Optional.empty();

  @Override
  public Integer call() {
    Map<String, String> flags = new HashMap<>();
    host.ifPresent(value -> flags.put("host", value));
    port.ifPresent(value -> flags.put("port", value));
    stateDirectory.ifPresent(value -> flags.put("state.dir", value));
    Settings settings = kafka.settings(flags);
    Set<Role> chosen = Role.parse(roles);
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("API", settings.port());
    ports.put("management", settings.managementPort());
    Ports.check(settings.host(), ports);
    OrdersProcess process = OrdersProcess.start(settings, chosen);
    System.err.println(
        "orders: " + chosen.stream().map(Role::word).sorted().toList() + " on " + settings.kafka());
    if (process.port() > 0) {
      System.err.println("orders: http://" + settings.host() + ":" + process.port() + "/docs");
    }
    return Running.begin(process::close).until(() -> Running.end(process));
  }
}
