package orders.registry;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.contract.RegistryClient;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.kafka.KafkaConnection;

/// The schema registry that a process was told to use.
public sealed interface SchemaRegistry {

  /// Our own, in the schemas topic: needs nothing else, and is what `orders dev` uses.
  record Topic() implements SchemaRegistry {}

  /// Confluent's, or one with its API.
  ///
  /// @param urls asked in turn until one answers
  /// @param userInfo `user:password`
  /// @param serde whose classes write and read; ours when there is none
  record Urls(List<URI> urls, Optional<String> userInfo, Optional<SerdeNames> serde)
      implements SchemaRegistry {
    public Urls {
      urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
      return urls.size() + " URLs"; // never them or the user: they may hold secrets
    }
  }

  /// AWS Glue's; region, credentials and endpoint come from where the AWS SDK finds them.
  ///
  /// @param name of the registry in Glue
  record Glue(String name) implements SchemaRegistry {}

  /// Classes of Kafka's `Serializer` and `Deserializer` for Confluent's wire format.
  record SerdeNames(String serializer, String deserializer) {}

  /// Reads the choice, by Confluent's names where it has some: `schema.registry.url`,
  /// `basic.auth.user.info`, `value.serializer`, `value.deserializer`, and `schema.registry`:
  /// `topic`, `glue:<registry>` or URLs.
  ///
  /// @throws IllegalArgumentException naming the setting and what it may be
  static SchemaRegistry read(Map<String, String> settings) {
    String url = settings.getOrDefault("schema.registry.url", "topic");
    String choice = settings.getOrDefault("schema.registry", url).strip();
    Optional<SerdeNames> serde = serde(settings);
    if (RegistryUrls.meant(choice)) {
      List<URI> urls = RegistryUrls.read("schema.registry", choice);
      return new Urls(urls, Optional.ofNullable(settings.get("basic.auth.user.info")), serde);
    }
    if (serde.isPresent()) {
      throw new IllegalArgumentException("value.serializer needs a schema.registry with a URL");
    }
    if (choice.startsWith("glue:") && choice.length() > 5) {
      return new Glue(choice.substring(5));
    }
    if (choice.equals("topic")) {
      return new Topic();
    }
    throw new IllegalArgumentException(
        "schema.registry is topic, http://…, https://… or glue:<registry>");
  }

  /// Registers the schemas of this build, and returns what writes and reads with them.
  ///
  /// @throws orders.contract.SchemaStore.Unavailable when the registry cannot be asked
  default OpenRegistry open(KafkaConnection kafka) {
    return switch (this) {
      case Topic _ -> topic(kafka);
      case Urls urls -> urls(urls);
      case Glue(String name) -> glue(name);
    };
  }

  private static OpenRegistry topic(KafkaConnection kafka) {
    var log = new SchemaLog(kafka.common());
    return OpenRegistry.of(log::close, () -> new WireFormat(log)).serving(log);
  }

  private static OpenRegistry urls(Urls choice) {
    var client = new RegistryClient(choice.urls(), choice.userInfo());
    if (choice.serde().isEmpty()) {
      return OpenRegistry.of(client::close, () -> new WireFormat(client));
    }
    return OpenRegistry.over(
        client::close, () -> SerdeWire.of(choice, choice.serde().orElseThrow(), client));
  }

  private static OpenRegistry glue(String name) {
    var calls = GlueCalls.connect(name);
    return OpenRegistry.of(calls::close, () -> new WireFormat(new GlueDialect(calls)));
  }

  private static Optional<SerdeNames> serde(Map<String, String> settings) {
    String serializer = settings.get("value.serializer");
    String deserializer = settings.get("value.deserializer");
    if ((serializer == null) != (deserializer == null)) {
      throw new IllegalArgumentException(
          "value.serializer and value.deserializer come together or not at all");
    }
    return serializer == null || deserializer == null
        ? Optional.empty()
        : Optional.of(new SerdeNames(serializer, deserializer));
  }
}
