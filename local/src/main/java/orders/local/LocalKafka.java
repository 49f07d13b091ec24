package orders.local;

import java.nio.file.Path;
import java.util.Map;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import orders.kafka.TopicAdmin;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;

/// An embedded broker with the catalogue's topics.
public final class LocalKafka implements AutoCloseable {

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

  /// A loopback port for somebody who listens on it later, see [FreePorts].
  public static int freePort() {
    return FreePorts.next();
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
