package orders.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A real Kafka 4.3.1 in this JVM: a KRaft node, broker and controller in one, loopback only.
/// Its data directory survives restarts.
public final class EmbeddedBroker implements AutoCloseable {

  private static final String CLUSTER_ID_FILE = "cluster.id";
  private static final String NODE_ID = "node.id";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Starts a broker and returns when it takes requests.
  ///
  /// @param directory where its log lies; made when absent
  /// @param port of the broker; the controller listens on `controllerPort`
  /// @param overrides broker properties that are other than those of a single node
  public static EmbeddedBroker start(
      Path directory, int port, int controllerPort, Map<String, String> overrides) {
    Properties properties = properties(directory, port, controllerPort);
    properties.putAll(overrides);
    format(directory, properties);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(Path directory, int port, int controllerPort) {
    var p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put(NODE_ID, "1");
    p.put("log.dirs", directory.resolve("log").toString());
    p.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "BROKER://localhost:" + port);
    p.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "BROKER");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.putAll(settings());
    return p;
  }

  /// How the broker behaves, whatever its addresses are.
  static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    singleNode(settings);
    smallMachine(settings);
    return settings;
  }

  /// One replica of everything, and no topic that the catalogue does not know.
  private static void singleNode(Map<String, String> p) {
    p.put("auto.create.topics.enable", "false");
    p.put("default.replication.factor", "1");
    p.put("min.insync.replicas", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "4");
    // Whoever comes back after a holiday finds every service where it was.
    p.put("offsets.retention.minutes", "5256000");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("unclean.leader.election.enable", "false");
    // A group must be able to notice a killed process sooner than the broker's floor of six
    // seconds.
    p.put("group.min.session.timeout.ms", "1000");
  }

  /// Two cores: few threads wake up less, and the cleaner needs no 128 MB.
  private static void smallMachine(Map<String, String> p) {
    p.put("metric.reporters", ""); // nobody looks at its MBeans
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("num.replica.fetchers", "1");
    p.put("log.cleaner.dedupe.buffer.size", "8388608");
    p.put("log.cleaner.threads", "1");
    p.put("background.threads", "2");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void format(Path directory, Properties properties) {
    try {
      Files.createDirectories(directory.resolve("log"));
      new Formatter()
          .setNodeId(Integer.parseInt(properties.getProperty(NODE_ID)))
          .setClusterId(clusterId(directory))
          .setDirectories(java.util.List.of(properties.getProperty("log.dirs")))
          .setMetadataLogDirectory(properties.getProperty("log.dirs"))
          .setControllerListenerName("CONTROLLER")
          .setIgnoreFormatted(true)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + directory, e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + directory, e);
    }
  }

  /// Makes a directory that of a node of a cluster, before the node starts for the first time.
  public static void join(Path directory, String clusterId) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(CLUSTER_ID_FILE), clusterId);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + directory, e);
    }
  }

  private static String clusterId(Path directory) throws IOException {
    Path file = directory.resolve(CLUSTER_ID_FILE);
    if (Files.exists(file)) {
      return Files.readString(file).trim();
    }
    String id = Uuid.randomUuid().toString();
    Files.writeString(file, id);
    return id;
  }
}
