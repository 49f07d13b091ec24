package orders.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import orders.kafka.TopicAdmin;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;

/// An embedded broker with the catalogue's topics.
public final class LocalKafka implements AutoCloseable {

  private static final int PORTS_FROM = 20_000;
  private static final int PORTS_UNTIL = 32_768;
  private static final int PORT_TRIES_MAX = 1_000;

  /// Whoever was given one may listen on it later.
  private static final Set<Integer> PORTS_GIVEN = ConcurrentHashMap.newKeySet();

  private final EmbeddedBroker broker;
  private final KafkaConnection connection;

  private LocalKafka(EmbeddedBroker broker) {
    this.broker = broker;
    this.connection = new KafkaConnection(broker.bootstrap(), Map.of());
  }

  /// Starts a broker and creates the topics that are missing.
  ///
  /// @param port of the broker; 0 for any that is free
  /// @param partitions of each keyed topic, when the topics are new
  public static LocalKafka start(Path directory, int port, int partitions) {
    int brokerPort = port == 0 ? freePort() : port;
    EmbeddedBroker broker = EmbeddedBroker.start(directory, brokerPort, freePort(), Map.of());
    var kafka = new LocalKafka(broker);
    createTopics(kafka.connection(), partitions, Durability.LOCAL);
    return kafka;
  }

  public KafkaConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    broker.close();
  }

  /// A loopback port that nobody listens on now, and that nobody in this process was given before.
  /// It is below those that connections are made from: whoever is started again finds it free.
  public static int freePort() {
    for (int i = 0; i < PORT_TRIES_MAX; i++) {
      int port = ThreadLocalRandom.current().nextInt(PORTS_FROM, PORTS_UNTIL);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (PORTS_GIVEN.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        // In use: another one then.
      }
    }
    throw new IllegalStateException("no free port");
  }

  /// Creates the catalogue's topics that are missing.
  public static void createTopics(
      KafkaConnection connection, int partitions, Durability durability) {
    try (Admin admin = Admin.create(ClientProperties.admin(connection, "orders-local"))) {
      var topics =
          new TopicAdmin(admin, VersionedTopics.wanted(connection), partitions, durability);
      topics.apply(topics.plan());
    }
  }
}
