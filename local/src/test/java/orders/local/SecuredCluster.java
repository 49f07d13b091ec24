package orders.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.contract.Catalogue;
import orders.kafka.KafkaConnection;

/// A broker that knows each app by name and password, and denies what is not allowed. It has the
/// topics of the catalogue, and no rule yet.
final class SecuredCluster implements AutoCloseable {

  static final String ADMIN = "admin";

  private static final String SECRET = "not-a-secret";

  private final EmbeddedBroker broker;
  private final Path files;

  private SecuredCluster(EmbeddedBroker broker, Path files) {
    this.broker = broker;
    this.files = files;
  }

  static SecuredCluster start(Path directory, int partitions) {
    int port = LocalKafka.freePort();
    EmbeddedBroker broker =
        EmbeddedBroker.start(directory.resolve("kafka"), port, LocalKafka.freePort(), settings());
    var cluster = new SecuredCluster(broker, directory.resolve("clients"));
    users().forEach(cluster::write);
    LocalKafka.createTopics(cluster.as(ADMIN), partitions);
    return cluster;
  }

  /// The folder with a file for each app and for the administrator.
  Path files() {
    return files;
  }

  Path file(String user) {
    return files.resolve(user + ".properties");
  }

  KafkaConnection as(String user) {
    return KafkaConnection.fromFile(file(user), broker.bootstrap());
  }

  @Override
  public void close() {
    broker.close();
  }

  private static Stream<String> users() {
    return Stream.concat(Stream.of(ADMIN), Catalogue.get().apps().keySet().stream());
  }

  private static Map<String, String> settings() {
    String known =
        users()
            .map(user -> "user_" + user + "=\"" + SECRET + "\"")
            .collect(Collectors.joining(" ", login(ADMIN) + " ", ";"));
    return Map.of(
        "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.broker.plain.sasl.jaas.config", known,
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        // Nobody can be anonymous where clients connect; the controller's listener has no users.
        "super.users", "User:" + ADMIN + ";User:ANONYMOUS",
        "allow.everyone.if.no.acl.found", "false");
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            .formatted(user)
        + " password=\""
        + SECRET
        + "\"";
  }

  private void write(String user) {
    try {
      Files.createDirectories(files);
      Files.write(
          file(user),
          List.of(
              "bootstrap.servers=" + broker.bootstrap(),
              "security.protocol=SASL_PLAINTEXT",
              "sasl.mechanism=PLAIN",
              "sasl.jaas.config=" + login(user) + ";"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
