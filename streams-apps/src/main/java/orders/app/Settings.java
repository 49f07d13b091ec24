package orders.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orders.contract.asyncapi.Installation;
import orders.engine.RecordTime;
import orders.engine.Stores;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsProperties;
import orders.policy.OrderDeadlines;
import orders.registry.RegistrySettings;
import orders.registry.SchemaRegistry;

/// Everything a process is told from outside, read once and typed.
///
/// @param host that HTTP listens on; loopback unless said otherwise
/// @param advertisedHost under which other instances reach the management server of this one
/// @param port of the public HTTP server; the management server has the next one
/// @param stateDirectory where state lies between restarts
/// @param registry where schemas get their ids
/// @param registryUrl under which others reach our own registry, where one is served
/// @param partitions of every keyed topic, chosen once
/// @param threads of each Streams app
/// @param standbys copies of each table on other instances
/// @param policies whether events cause commands elsewhere; off to measure an aggregate by itself
/// @param fulfilment where the payment provider and the carrier are, and how long orders wait
/// @param views whether events are folded into rows; off to measure an aggregate by itself
/// @param audit whether rows are compared with their events all the time; off to measure
public record Settings(
    KafkaConnection kafka,
    SchemaRegistry registry,
    Optional<URI> registryUrl,
    boolean plaintextAllowed,
    String host,
    String advertisedHost,
    int port,
    int managementPort,
    Path stateDirectory,
    int partitions,
    Durability durability,
    int threads,
    int standbys,
    Stores stores,
    Duration serviceCommit,
    Duration viewCommit,
    boolean policies,
    boolean views,
    boolean audit,
    Fulfilment fulfilment) {

  private static final String PREFIX = "ORDERS_";

  public static final int PORT = 8480;
  public static final int MANAGEMENT_PORT = 8481;
  public static final int PARTITIONS = 4;

  /// Chosen from the curve that `orders bench` prints.
  public static final Duration SERVICE_COMMIT = Duration.ofMillis(10);

  public static final Duration VIEW_COMMIT = Duration.ofMillis(20);

  /// Reads the environment (`ORDERS_*`); flags that were given come first.
  ///
  /// @param flags names as in the environment, without the prefix, in lower case with dots
  /// @throws IllegalArgumentException naming the setting and what it may be
  public static Settings read(Map<String, String> environment, Map<String, String> flags) {
    var source = new Source(environment, flags);
    KafkaConnection kafka = kafka(source);
    String host = source.text("host", "127.0.0.1");
    int port = source.number("port", PORT, 0, 65_535);
    return new Settings(
        kafka.without(RegistrySettings::concerns),
        registry(source, kafka),
        source.optional("registry.advertised").map(Settings::http),
        source.text("allow.plaintext", "false").equals("true"),
        host,
        source.optional("advertised.host").orElseGet(() -> reachable(host, environment)),
        port,
        source.number("management.port", port == 0 ? 0 : port + 1, 0, 65_535),
        Path.of(source.text("state.dir", ".orders/state")),
        source.number("partitions", PARTITIONS, 1, 1_000),
        durability(source, kafka),
        source.number("threads", 1, 1, 64),
        source.number("standbys", 1, 0, 3),
        Stores.parse(source.text("stores", "memory")),
        Duration.ofMillis(source.number("commit.ms", (int) SERVICE_COMMIT.toMillis(), 1, 10_000)),
        Duration.ofMillis(source.number("view.commit.ms", (int) VIEW_COMMIT.toMillis(), 1, 10_000)),
        !source.text("policies", "on").equals("off"),
        !source.text("views", "on").equals("off"),
        !source.text("audit", "on").equals("off"),
        fulfilment(source));
  }

  private static KafkaConnection kafka(Source source) {
    String bootstrap = source.text("kafka.bootstrap", "localhost:9092");
    KafkaConnection kafka =
        source
            .optional("config.file")
            .map(file -> KafkaConnection.fromFile(Path.of(file), bootstrap))
            .or(
                () ->
                    source
                        .optional("config.text")
                        .map(text -> KafkaConnection.fromText(text, bootstrap)))
            .orElseGet(() -> new KafkaConnection(bootstrap, Map.of()));
    return source.optional("app.config.dir").map(Path::of).map(kafka::withApps).orElse(kafka);
  }

  /// A `client.properties` may name the registry as Confluent's serializers want it.
  private static SchemaRegistry registry(Source source, KafkaConnection kafka) {
    Map<String, String> named = new HashMap<>(kafka.security());
    named.putAll(source.all());
    named.keySet().removeIf(name -> !RegistrySettings.concerns(name));
    return SchemaRegistry.read(named);
  }

  private static Fulfilment fulfilment(Source source) {
    return new Fulfilment(
        source.optional("payments.url").map(Settings::http),
        source.optional("carrier.url").map(Settings::http),
        source.optional("callback.secret"),
        new OrderDeadlines(
            Duration.ofSeconds(source.number("reservation.timeout.s", 300, 1, 604_800)),
            Duration.ofSeconds(source.number("payment.timeout.s", 900, 1, 604_800))),
        source.number("shipping.workers", Fulfilment.WORKERS, 1, 64));
  }

  private static URI http(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("\"" + text + "\" is no http or https address");
    }
    return uri;
  }

  /// What the document about topics says of this installation.
  Installation installation() {
    String bootstrap = kafka.bootstrap().split(",", 2)[0].strip();
    return new Installation(partitions, bootstrap, registry.told(registryUrl));
  }

  /// What a Streams app of this process is started with.
  StreamsProperties.App app(String id, Presence here, StreamsProperties.Commit commit) {
    return new StreamsProperties.App(
        id,
        here.host().host() + ":" + here.host().port(),
        here.instance(),
        stateDirectory,
        threads,
        standbys,
        commit,
        RecordTime.class);
  }

  /// A wildcard is no address: others take the one of the task, on ECS, or the one that this
  /// machine's name stands for.
  private static String reachable(String host, Map<String, String> environment) {
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return host;
    }
    Optional<String> task = TaskAddress.of(environment);
    if (task.isPresent()) {
      return task.get();
    }
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "advertised.host is needed with host " + host + ": this machine's name has no address");
    }
  }

  /// One broker on this machine needs no copies; a cluster needs three, two of them in sync.
  private static Durability durability(Source source, KafkaConnection kafka) {
    Durability usual = kafka.loopback() ? Durability.LOCAL : Durability.CLUSTER;
    return new Durability(
        source.number("replication", usual.replication(), 1, 9),
        source.number("min.insync", usual.minInSync(), 1, 9));
  }

  private record Source(Map<String, String> environment, Map<String, String> flags) {

    /// Everything that is said, by its name in lower case with dots.
    Map<String, String> all() {
      Map<String, String> all = new HashMap<>();
      environment.forEach(
          (variable, value) -> {
            if (variable.startsWith(PREFIX)) {
              String name = variable.substring(PREFIX.length()).replace('_', '.');
              all.put(name.toLowerCase(Locale.ROOT), value);
            }
          });
      all.putAll(flags);
      all.values().removeIf(String::isBlank);
      return all;
    }

    Optional<String> optional(String name) {
      String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
      String value = flags.getOrDefault(name, environment.get(variable));
      return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    String text(String name, String usual) {
      return optional(name).orElse(usual);
    }

    int number(String name, int usual, int min, int max) {
      String text = text(name, Integer.toString(usual));
      try {
        int number = Integer.parseInt(text);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, with what it may be.
      }
      throw new IllegalArgumentException(
          name + " is " + min + " to " + max + ", not \"" + text + "\"");
    }
  }
}
