package orders.registry;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import orders.codec.Wire;
import orders.contract.AvroSafety;
import orders.contract.SchemaIds;
import orders.contract.SchemaStore;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.contract.WireFormat;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/// Kafka's serializers by class name: so Confluent's own take over by configuration alone.
///
/// They are told what our own do: subjects are record names, values become generated classes.
final class SerdeWire implements Wire, AutoCloseable {

  static {
    AvroSafety.on();
  }

  /// Subjects are named after records, so no topic matters to them.
  private static final String ANY_TOPIC = "orders";

  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;
  private final SchemaIds<?> ids;
  private final WireFormat format;

  private SerdeWire(
      Serializer<Object> serializer, Deserializer<Object> deserializer, SchemaIds<?> ids) {
    this.serializer = serializer;
    this.deserializer = deserializer;
    this.ids = ids;
    this.format = new WireFormat(ids);
  }

  /// Registers the schemas of this build, or finds them, and makes the serializers.
  ///
  /// @throws IllegalArgumentException when a class is not there or none of Kafka's
  @SuppressWarnings("unchecked")
  static SerdeWire of(
      SchemaRegistry.Urls choice, SchemaRegistry.SerdeNames names, ReachedRegistry registry) {
    SchemaIds<?> ids = registry.ids(choice.autoRegister());
    Serializer<Object> serializer = made(names.serializer(), Serializer.class);
    Deserializer<Object> deserializer = made(names.deserializer(), Deserializer.class);
    Map<String, Object> settings = settings(choice);
    serializer.configure(settings, false);
    deserializer.configure(settings, false);
    return new SerdeWire(serializer, deserializer, ids);
  }

  private static Map<String, Object> settings(SchemaRegistry.Urls choice) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        "schema.registry.url",
        choice.urls().stream().map(Object::toString).collect(Collectors.joining(",")));
    boolean inUrls = choice.urls().stream().anyMatch(url -> url.getRawUserInfo() != null);
    choice.userInfo().ifPresent(user -> settings.put("basic.auth.user.info", user));
    if (choice.userInfo().isPresent() || inUrls) { // where nothing is said, Confluent's send none
      settings.put(
          "basic.auth.credentials.source", choice.userInfo().isPresent() ? "USER_INFO" : "URL");
    }
    settings.put("auto.register.schemas", choice.autoRegister());
    settings.putAll(RegistrySettings.ALWAYS);
    return settings;
  }

  private static <T> T made(String name, Class<T> kind) {
    try {
      return Utils.newInstance(name, kind);
    } catch (ClassNotFoundException | ClassCastException | KafkaException e) {
      throw new IllegalArgumentException(
          name + " is no " + kind.getSimpleName() + " on the class path", e);
    }
  }

  @Override
  public byte[] encode(SpecificRecord record) {
    return serializer.serialize(ANY_TOPIC, record);
  }

  /// Our own client looks for the schema first: it waits through a blip, and knows what is missing
  /// from what cannot be asked.
  @Override
  public SpecificRecord decode(byte[] bytes) {
    Schema written = ids.writer(bytes);
    Object value;
    try {
      value = deserializer.deserialize(ANY_TOPIC, bytes);
    } catch (KafkaException e) {
      throw why(written, e);
    }
    if (value instanceof SpecificRecord record) {
      return record;
    }
    throw new UndecodableRecord(
        Reason.UNEXPECTED_TYPE, written.getFullName() + " is no record of ours");
  }

  @Override
  public String type(byte[] bytes) {
    return format.type(bytes);
  }

  /// Whether the value is to blame, or the registry: they all throw the same.
  private static RuntimeException why(Schema written, KafkaException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && !ofTheBody(cause)) {
        return new SchemaStore.Unavailable("reading a " + written.getFullName(), failure);
      }
    }
    return new UndecodableRecord(
        Reason.MALFORMED_BODY, String.valueOf(failure.getMessage()), failure);
  }

  /// Avro's own, which a registry that cannot be asked never throws.
  private static boolean ofTheBody(Throwable cause) {
    return cause instanceof EOFException || cause instanceof InvalidNumberEncodingException;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
