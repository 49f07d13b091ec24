package orders.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import orders.contract.Apps;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/// Which cluster, and what every client needs to reach it (security, above all).
///
/// @param bootstrap `host:port,host:port`
/// @param security properties that go to every client as they are
/// @param apps a folder with a file for each app that has credentials of its own
public record KafkaConnection(String bootstrap, Map<String, String> security, Optional<Path> apps) {

  private static final String MSK_IAM = "AWS_MSK_IAM";

  /// A broker of Amazon MSK takes 100 new connections a second under IAM, and four where it is a
  /// small one. With Kafka's 50 ms the clients of a few processes exceed that when it comes back;
  /// with the same second for all of them, 114 came within one (measured).
  private static final long MSK_RECONNECT_MS = 1_000;

  private static final long MSK_RECONNECT_SPREAD_MS = 4_000;
  private static final long MSK_RECONNECT_MAX_MS = 10_000;

  /// In a value, stands for the app that connects: who it is to the cluster.
  private static final String APP = "{app}";

  public KafkaConnection {
    security = Map.copyOf(security);
  }

  /// One for all apps alike.
  public KafkaConnection(String bootstrap, Map<String, String> security) {
    this(bootstrap, security, Optional.empty());
  }

  /// The same, with credentials of its own for each app: `APP.properties` in that folder, which
  /// must be there for every app that is started.
  public KafkaConnection withApps(Path folder) {
    return new KafkaConnection(bootstrap, security, Optional.of(folder));
  }

  /// What the clients of one app connect with.
  ///
  /// @param app as the catalogue calls it
  public KafkaConnection of(String app) {
    return apps.map(folder -> fromFile(folder.resolve(app + ".properties"), bootstrap))
        .orElseGet(() -> named(app));
  }

  private KafkaConnection named(String app) {
    Map<String, String> filled = new HashMap<>(security);
    filled.replaceAll((name, value) -> value.replace(APP, app));
    return filled.equals(security) ? this : new KafkaConnection(bootstrap, filled, apps);
  }

  /// Reads a `client.properties` as people have one for MSK IAM.
  ///
  /// @param bootstrap used when the file names no `bootstrap.servers`
  public static KafkaConnection fromFile(Path file, String bootstrap) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return from(reader, bootstrap);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// The same from the text of such a file, for where there is no place for files.
  public static KafkaConnection fromText(String text, String bootstrap) {
    try {
      return from(new StringReader(text), bootstrap);
    } catch (IOException e) {
      throw new UncheckedIOException("a text is always readable", e);
    }
  }

  private static KafkaConnection from(Reader reader, String bootstrap) throws IOException {
    var properties = new Properties();
    properties.load(reader);
    Map<String, String> all = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    String named = all.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return new KafkaConnection(named == null ? bootstrap : named, all);
  }

  /// The same cluster without some properties, which are not for Kafka's clients.
  public KafkaConnection without(Predicate<String> names) {
    Map<String, String> others = new HashMap<>(security);
    others.keySet().removeIf(names);
    return new KafkaConnection(bootstrap, others, apps);
  }

  /// The properties that every client starts from; of no app in particular, those that all have in
  /// common.
  ///
  /// A process has dozens of clients with thousands of metrics. Those of Streams apps leave by the
  /// management port; by default Kafka would make an attribute of an MBean of each of all, too, and
  /// gather them to be pushed (KIP-714). Whoever wants that names it among these properties.
  public Map<String, Object> common() {
    Map<String, Object> common = new HashMap<>();
    common.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    common.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    if (MSK_IAM.equals(security.get(SaslConfigs.SASL_MECHANISM))) {
      long first = ThreadLocalRandom.current().nextLong(MSK_RECONNECT_MS, MSK_RECONNECT_SPREAD_MS);
      common.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, first);
      common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, MSK_RECONNECT_MAX_MS);
    }
    common.putAll(named(Apps.COMMON).security);
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return common;
  }

  /// Whether records would cross a network readable by all.
  public boolean plaintext() {
    String protocol =
        security.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    return protocol.endsWith("PLAINTEXT");
  }

  /// Whether the brokers know who connects, and so may refuse what it does.
  public boolean authenticated() {
    String protocol =
        security.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    return !protocol.equals(CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
  }

  /// Whether every bootstrap address is this machine's own.
  public boolean loopback() {
    for (String address : bootstrap.split(",", -1)) {
      String host = address.trim().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "");
      if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return bootstrap; // never the security properties: they hold secrets
  }
}
