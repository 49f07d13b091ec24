package orders.local.confluent;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/// Whose classes write or read: they differ in their names in the configuration and in nothing
/// else.
enum Side {
  OURS("orders.contract.serde.AvroSerializer", "orders.contract.serde.AvroDeserializer"),
  CONFLUENTS(
      "io.confluent.kafka.serializers.KafkaAvroSerializer",
      "io.confluent.kafka.serializers.KafkaAvroDeserializer");

  final String serializerName;
  final String deserializerName;

  Side(String serializerName, String deserializerName) {
    this.serializerName = serializerName;
    this.deserializerName = deserializerName;
  }

  /// A serializer of values.
  @SuppressWarnings("unchecked")
  Serializer<Object> serializer(Map<String, ?> settings) {
    var serializer = (Serializer<Object>) made(serializerName);
    serializer.configure(settings, false);
    return serializer;
  }

  /// A deserializer of values.
  @SuppressWarnings("unchecked")
  Deserializer<Object> deserializer(Map<String, ?> settings) {
    var deserializer = (Deserializer<Object>) made(deserializerName);
    deserializer.configure(settings, false);
    return deserializer;
  }

  /// Writes one value with a serializer of its own.
  byte[] write(Map<String, ?> settings, String topic, Object value) {
    try (Serializer<Object> serializer = serializer(settings)) {
      return Objects.requireNonNull(serializer.serialize(topic, value));
    }
  }

  /// Reads one value with a deserializer of its own.
  Object read(Map<String, ?> settings, String topic, byte[] value, boolean specific) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("specific.avro.reader", specific);
    try (Deserializer<Object> deserializer = deserializer(all)) {
      return Objects.requireNonNull(deserializer.deserialize(topic, value));
    }
  }

  Side other() {
    return this == OURS ? CONFLUENTS : OURS;
  }

  private static Object made(String name) {
    try {
      return Class.forName(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
