package orders.contract.serde;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/// Settings of Confluent's serializers that change what happens there and would change nothing
/// here: refused, since silence would make the two differ unseen.
public final class UnhonouredKeys {

  private static final Set<String> HONOURED =
      Set.of(
          SerdeSettings.URL,
          SerdeSettings.USER_INFO,
          SerdeSettings.CREDENTIALS_SOURCE,
          SerdeSettings.AUTO_REGISTER,
          SerdeSettings.USE_LATEST,
          SerdeSettings.SPECIFIC_READER,
          SerdeSettings.KEY_NAMING,
          SerdeSettings.VALUE_NAMING);

  /// What is done here, always: the one value that says so is accepted.
  private static final Map<String, String> ALWAYS =
      Map.ofEntries(
          Map.entry("avro.reflection.allow.null", "false"),
          Map.entry("avro.remove.java.properties", "false"),
          Map.entry("avro.use.logical.type.converters", "false"),
          Map.entry("id.compatibility.strict", "true"),
          Map.entry("latest.cache.ttl.sec", "-1"),
          Map.entry("latest.compatibility.strict", "true"),
          Map.entry("normalize.schemas", "false"),
          Map.entry("propagate.schema.tags", "false"),
          Map.entry("schema.reflection", "false"),
          Map.entry("schema.registry.url.randomize", "false"),
          Map.entry("use.schema.id", "-1"));

  private static final Set<String> REFUSED =
      Set.of(
          "context.name.strategy",
          "http.connect.timeout.ms",
          "http.read.timeout.ms",
          "key.schema.id.deserializer",
          "key.schema.id.serializer",
          "latest.cache.size",
          "max.retries",
          "max.schemas.per.subject",
          "missing.cache.size",
          "missing.id.cache.ttl.sec",
          "missing.schema.cache.ttl.sec",
          "missing.version.cache.ttl.sec",
          "proxy.host",
          "proxy.port",
          "retries.max.wait.ms",
          "retries.wait.ms",
          "schema.format",
          "specific.avro.key.type",
          "specific.avro.value.type",
          "use.latest.with.metadata",
          "value.schema.id.deserializer",
          "value.schema.id.serializer");

  private static final List<String> REFUSED_PREFIXES =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.", "rule.", "rules.");

  private UnhonouredKeys() {}

  /// Whether a setting is one of Confluent's serializers, and not of Kafka's clients.
  public static boolean concerns(String name) {
    return HONOURED.contains(name) || ALWAYS.containsKey(name) || refused(name);
  }

  /// @throws ConfigException for the first that would change nothing here
  public static void refuse(Map<String, ?> configs) {
    for (Map.Entry<String, ?> setting : configs.entrySet()) {
      String name = setting.getKey();
      if (setting.getValue() == null || HONOURED.contains(name)) {
        continue;
      }
      String only = ALWAYS.get(name);
      if (only != null && !only.equals(setting.getValue().toString())) {
        throw new ConfigException(name + " can only be " + only);
      }
      if (only == null && refused(name)) {
        throw new ConfigException(name + " is not honoured: leave it out");
      }
    }
  }

  private static boolean refused(String name) {
    return REFUSED.contains(name) || REFUSED_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
