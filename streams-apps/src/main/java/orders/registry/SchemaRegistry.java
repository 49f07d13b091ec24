package orders.registry;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.contract.ConfluentDialect;
import orders.contract.RegistryClient;
import orders.contract.WireFormat;
import orders.contract.asyncapi.Installation;
import orders.contract.asyncapi.Installation.Format;
import orders.contract.registry.RegistrySubjects;
import orders.contract.registry.SchemaLog;
import orders.kafka.KafkaConnection;

/// The schema registry that a process was told to use.
public sealed interface SchemaRegistry {

  /// Whether a start registers this build's schemas, or finds them there or does not start.
  boolean autoRegister();

  /// Our own, in the schemas topic: needs nothing else, and is what `orders dev` uses.
  record Topic(boolean autoRegister) implements SchemaRegistry {}

  /// Confluent's, or one with its API.
  ///
  /// @param urls asked in turn until one answers
  /// @param userInfo `user:password`
  /// @param serde whose classes write and read; ours when there is none
  record Urls(
      List<URI> urls, Optional<String> userInfo, boolean autoRegister, Optional<SerdeNames> serde)
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
  record Glue(String name, boolean autoRegister) implements SchemaRegistry {}

  /// Classes of Kafka's `Serializer` and `Deserializer` for Confluent's wire format.
  record SerdeNames(String serializer, String deserializer) {}

  /// Reads the choice, see [RegistrySettings].
  ///
  /// @throws IllegalArgumentException naming the setting and what it may be
  static SchemaRegistry read(Map<String, String> settings) {
    return RegistrySettings.read(settings);
  }

  /// What others are told of it: no credentials.
  ///
  /// @param own under which our own is served, where it is
  default Installation.Registry told(Optional<URI> own) {
    return switch (this) {
      case Topic _ -> new Installation.Registry(Format.CONFLUENT, own.map(URI::toString));
      case Urls urls ->
          new Installation.Registry(
              Format.CONFLUENT, Optional.of(RegistryUrls.shown(urls.urls().getFirst())));
      case Glue _ -> new Installation.Registry(Format.GLUE, Optional.empty());
    };
  }

  /// Reaches the registry and registers nothing.
  ///
  /// @throws orders.contract.SchemaStore.Unavailable when our own topic cannot be read
  default ReachedRegistry reach(KafkaConnection kafka) {
    return switch (this) {
      case Topic _ -> {
        var log = new SchemaLog(kafka.common());
        var subjects = new RegistrySubjects(log);
        yield new ReachedRegistry(
            new ConfluentDialect(log), Optional.of(subjects), Optional.of(log), log::close);
      }
      case Urls urls -> {
        var client = new RegistryClient(urls.urls(), urls.userInfo());
        yield new ReachedRegistry(
            new ConfluentDialect(client), Optional.of(client), Optional.empty(), client::close);
      }
      case Glue glue -> {
        var calls = GlueCalls.connect(glue.name());
        yield new ReachedRegistry(
            new GlueDialect(calls), Optional.empty(), Optional.empty(), calls::close);
      }
    };
  }

  /// Registers the schemas of this build, or finds them, and returns what writes and reads with
  /// them.
  ///
  /// @throws orders.contract.SchemaStore.Unavailable when the registry cannot be asked
  /// @throws orders.contract.SchemaStore.MissingSchema when one is not there and must not be added
  default OpenRegistry open(KafkaConnection kafka) {
    ReachedRegistry reached = reach(kafka);
    if (this instanceof Urls urls && urls.serde().isPresent()) {
      SerdeNames names = urls.serde().get();
      return OpenRegistry.over(reached::close, () -> SerdeWire.of(urls, names, reached));
    }
    return OpenRegistry.of(reached::close, () -> new WireFormat(reached.ids(autoRegister())))
        .serving(reached.own());
  }
}
