package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orders.kafka.KafkaConnection;
import orders.local.EmbeddedBroker;
import orders.torture.measure.Waiting;
import orders.torture.net.TcpProxy;
import orders.torture.net.Weather;
import org.apache.kafka.common.Uuid;

/// Three brokers that keep three copies, and a link from each app to each of them.
public final class Brokers {

  public static final int COUNT = 3;

  private final List<Ports> ports;
  private final List<BrokerNode> nodes;

  private final List<String> restarts = new CopyOnWriteArrayList<>();

  /// The links of each app.
  private final List<List<TcpProxy>> links;

  private Brokers(List<Ports> ports, List<BrokerNode> nodes, List<List<TcpProxy>> links) {
    this.ports = ports;
    this.nodes = nodes;
    this.links = links;
  }

  /// Starts all; they are ready when [#ready] says so.
  ///
  /// @param apps how many have links of their own
  /// @param teardown is told of each that is started
  static Brokers start(
      Path directory, Path logs, int apps, SplittableRandom random, Teardown teardown) {
    String cluster = Uuid.randomUuid().toString();
    List<Ports> ports = IntStream.range(0, COUNT).mapToObj(_ -> Ports.free(apps)).toList();
    String voters =
        IntStream.range(0, COUNT)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(i).controllers())
            .collect(Collectors.joining(","));
    List<BrokerNode> nodes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Path home = directory.resolve("broker-" + (i + 1));
      EmbeddedBroker.join(home, cluster);
      Path settings = home.resolve("broker.properties");
      write(settings, BrokerSettings.of(i + 1, ports.get(i), voters));
      Path log = logs.resolve("broker-" + (i + 1) + ".log");
      nodes.add(teardown.add(new BrokerNode(i + 1, home, settings, log)));
    }
    List<List<TcpProxy>> links = new ArrayList<>();
    for (int app = 0; app < apps; app++) {
      links.add(links(app, ports, random, teardown));
    }
    return new Brokers(ports, nodes, links);
  }

  private static List<TcpProxy> links(
      int app, List<Ports> ports, SplittableRandom random, Teardown teardown) {
    return ports.stream()
        .map(
            broker ->
                teardown.add(
                    TcpProxy.start(
                        broker.links().get(app), () -> broker.apps().get(app), random.split())))
        .toList();
  }

  private static void write(Path file, Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  public boolean ready() {
    return nodes.stream().allMatch(BrokerNode::ready);
  }

  boolean awaitReady(Duration atMost) {
    return Waiting.until(atMost, this::ready);
  }

  /// For whoever judges: past the links.
  public KafkaConnection connection() {
    return new KafkaConnection(
        ports.stream()
            .map(broker -> "127.0.0.1:" + broker.brokers())
            .collect(Collectors.joining(",")),
        Map.of());
  }

  /// What an app is told.
  String bootstrap(int app) {
    return ports.stream()
        .map(broker -> "127.0.0.1:" + broker.links().get(app))
        .collect(Collectors.joining(","));
  }

  /// Changes the weather between an app and a broker.
  ///
  /// @param broker its id
  public void weather(int app, int broker, Weather weather) {
    links.get(app).get(broker - 1).weather(weather);
  }

  /// Connections between an app and a broker.
  ///
  /// @param broker its id
  public int connections(int app, int broker) {
    return links.get(app).get(broker - 1).connections();
  }

  public void clearUp() {
    links.forEach(app -> app.forEach(link -> link.weather(Weather.FAIR)));
  }

  /// @return whether it ran
  public boolean kill(int broker) {
    return node(broker).kill();
  }

  /// @return whether it ended by itself
  public boolean stop(int broker) {
    return node(broker).stop();
  }

  public void startAgain(int broker) {
    node(broker).startAgain();
  }

  /// Starts again what has ended by itself.
  void tend() {
    nodes.stream().map(BrokerNode::tend).flatMap(Optional::stream).forEach(restarts::add);
  }

  /// Which ended by themselves, with which code, and were started again.
  public List<String> restarts() {
    return List.copyOf(restarts);
  }

  /// @return whether it was stopped
  public boolean pause(int broker, Duration time) {
    return Signals.pause(node(broker).pid(), time);
  }

  public void resume(int broker) {
    Signals.resume(node(broker).pid());
  }

  public boolean ready(int broker) {
    return node(broker).ready();
  }

  private BrokerNode node(int broker) {
    return nodes.get(broker - 1);
  }

  List<Path> logs() {
    return nodes.stream().map(BrokerNode::log).toList();
  }
}
