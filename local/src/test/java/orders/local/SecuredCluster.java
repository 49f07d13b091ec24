package orders.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orders.contract.Catalogue;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import orders.local.iam.AccessKey;
import orders.local.iam.IamListener;

/// A broker that knows each app by what it signs, as Amazon MSK does, and denies what is not
/// allowed. It has the topics of the catalogue, and no rule yet.
final class SecuredCluster implements AutoCloseable {

  static final String ADMIN = "admin";

  /// Signs with a secret that is not that of its key.
  static final String FORGER = "forger";

  /// Signs with a key that the broker does not know.
  static final String STRANGER = "stranger";

  /// Amazon's library for clients.
  private static final String IAM = "software.amazon.msk.auth.iam";

  /// So soon that every test sees sessions end and go on.
  static final Duration SESSION = Duration.ofSeconds(3);

  private final Path directory;
  private final Path files;
  private final int port = LocalKafka.freePort();
  private final Map<String, String> settings = settings(port);
  private EmbeddedBroker broker;

  private SecuredCluster(Path directory) {
    this.directory = directory;
    this.files = directory.resolve("clients");
    this.broker = startBroker();
  }

  static SecuredCluster start(Path directory, int partitions) {
    var cluster = new SecuredCluster(directory);
    users().forEach(cluster::write);
    String forged = AccessKey.of("gateway").id();
    cluster.write(FORGER, new AccessKey(forged, "guessed", ""));
    cluster.write(STRANGER, AccessKey.of(STRANGER));
    System.setProperty("aws.sharedCredentialsFile", cluster.credentials().toString());
    System.setProperty("aws.region", "eu-central-1");
    LocalKafka.createTopics(cluster.as(ADMIN), partitions, Durability.LOCAL);
    return cluster;
  }

  /// The broker goes, and comes back where it was.
  void restart() {
    broker.close();
    broker = startBroker();
  }

  private EmbeddedBroker startBroker() {
    return EmbeddedBroker.start(directory.resolve("kafka"), port, 0, settings);
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

  void withoutShareGroups() {
    TestCluster.withoutShareGroups(as(ADMIN));
  }

  @Override
  public void close() {
    broker.close();
  }

  private static Stream<String> users() {
    return Stream.concat(Stream.of(ADMIN), Catalogue.get().apps().keySet().stream());
  }

  private static Map<String, String> settings(int port) {
    AccessKey[] keys = users().map(AccessKey::of).toArray(AccessKey[]::new);
    Map<String, String> settings = new HashMap<>(IamListener.settings(port, SESSION, keys));
    settings.put("authorizer.class.name", TracedAuthorizer.class.getName());
    // Nobody can be anonymous where clients connect; the other listeners have no users.
    settings.put("super.users", "User:" + AccessKey.principal(ADMIN) + ";User:ANONYMOUS");
    settings.put("allow.everyone.if.no.acl.found", "false");
    return settings;
  }

  private void write(String user) {
    write(user, AccessKey.of(user));
  }

  /// As people have one for Amazon MSK, with a profile for each app.
  private void write(String user, AccessKey key) {
    lines(
        file(user),
        List.of(
            "bootstrap.servers=" + broker.bootstrap(),
            "security.protocol=SASL_PLAINTEXT",
            "sasl.mechanism=AWS_MSK_IAM",
            "sasl.jaas.config=%s.IAMLoginModule required awsProfileName=\"%s\";"
                .formatted(IAM, user),
            "sasl.client.callback.handler.class=%s.IAMClientCallbackHandler".formatted(IAM)));
    lines(
        credentials(),
        List.of(
            "[" + user + "]",
            "aws_access_key_id=" + key.id(),
            "aws_secret_access_key=" + key.secret()));
  }

  private Path credentials() {
    return files.resolve("credentials");
  }

  private static void lines(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
