package orders.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The one place where tests get a cluster: the embedded broker, or a container with
/// `ORDERS_TEST_KAFKA=testcontainers` where there is Docker. Both have the catalogue's topics.
final class TestCluster implements AutoCloseable {

  /// What runs the broker.
  enum Kind {
    EMBEDDED,
    TESTCONTAINERS
  }

  private static final Logger LOG = LoggerFactory.getLogger(TestCluster.class);
  private static final String VARIABLE = "ORDERS_TEST_KAFKA";
  private static final String IMAGE = "apache/kafka:4.3.1";

  static {
    // The default of 10 s is for machines on which nothing else runs.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private final Kind kind;
  private final KafkaConnection connection;
  private final AutoCloseable broker;

  private TestCluster(Kind kind, KafkaConnection connection, AutoCloseable broker) {
    this.kind = kind;
    this.connection = connection;
    this.broker = broker;
  }

  /// A broker in this JVM, if it is embedded.
  ///
  /// @param partitions of each keyed topic
  static TestCluster start(Path directory, int partitions) {
    return start(wanted(), directory, partitions);
  }

  static TestCluster start(Kind kind, Path directory, int partitions) {
    if (kind == Kind.TESTCONTAINERS) {
      return container(partitions);
    }
    LocalKafka kafka = LocalKafka.start(directory, 0, partitions);
    return new TestCluster(kind, kafka.connection(), kafka);
  }

  /// A broker in a process of its own, so that it outlives what a test kills.
  static TestCluster startApart(Path directory, int partitions) {
    if (wanted() == Kind.TESTCONTAINERS) {
      return container(partitions);
    }
    BrokerProcess broker = BrokerProcess.start(directory, partitions);
    return new TestCluster(Kind.EMBEDDED, broker.connection(), broker);
  }

  private static TestCluster container(int partitions) {
    var container = new KafkaContainer(DockerImageName.parse(IMAGE));
    EmbeddedBroker.settings()
        .forEach(
            (name, value) ->
                container.withEnv(
                    "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    container.start();
    var connection = new KafkaConnection(container.getBootstrapServers(), Map.of());
    LocalKafka.createTopics(connection, partitions, Durability.LOCAL);
    return new TestCluster(Kind.TESTCONTAINERS, connection, container);
  }

  private static Kind wanted() {
    return choose(
        System.getenv().getOrDefault(VARIABLE, "embedded"),
        () -> DockerClientFactory.instance().isDockerAvailable());
  }

  /// What runs the broker, and says so.
  ///
  /// @param docker asked only when it matters
  static Kind choose(String wanted, BooleanSupplier docker) {
    return switch (wanted) {
      case "embedded" -> Kind.EMBEDDED;
      case "testcontainers" -> inContainer(docker.getAsBoolean());
      default ->
          throw new IllegalArgumentException(
              VARIABLE + " is embedded or testcontainers, not \"" + wanted + "\"");
    };
  }

  private static Kind inContainer(boolean docker) {
    if (docker) {
      LOG.info("{}: Docker is there, tests run on {}", VARIABLE, IMAGE);
      return Kind.TESTCONTAINERS;
    }
    LOG.warn("{}: no Docker here, tests run on the embedded broker", VARIABLE);
    return Kind.EMBEDDED;
  }

  /// From now on the brokers know no share groups, as those of older versions do not.
  TestCluster withoutShareGroups() {
    withoutShareGroups(connection);
    return this;
  }

  static void withoutShareGroups(KafkaConnection connection) {
    try (Admin admin = Admin.create(ClientProperties.admin(connection, "no-share-groups"))) {
      var off = new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      admin
          .updateFeatures(Map.of("share.version", off), new UpdateFeaturesOptions())
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException("share groups cannot be switched off", e);
    }
  }

  Kind kind() {
    return kind;
  }

  KafkaConnection connection() {
    return connection;
  }

  /// The settings under which a process uses this cluster; a container may be on another address.
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap", connection.bootstrap());
    settings.put("allow.plaintext", "true");
    settings.put("replication", "1");
    settings.put("min.insync", "1");
    return settings;
  }

  @Override
  public void close() {
    try {
      broker.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not stop", e);
    }
  }
}
