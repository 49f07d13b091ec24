package orders.contract.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orders.contract.AvroSafety;
import orders.contract.WireBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Writes generated and generic Avro records, and Avro's primitives, in Confluent's wire format.
///
/// Configured with Confluent's settings, it writes the bytes that Confluent's `KafkaAvroSerializer`
/// writes. For many threads. A refused or unknown schema and a value that does not fit its schema
/// are a [SerializationException]; a registry that does not answer is what it is to Confluent's.
public final class AvroSerializer implements Serializer<Object> {

  static {
    AvroSafety.on();
  }

  /// Schemas of one topic whose writers are kept; more only cost the making of a writer again.
  private static final int SHAPES_MAX = 1_000;

  // One per thread and not per serializer: a serialization never nests in another.
  private static final ThreadLocal<WireBuffer> BUFFER = ThreadLocal.withInitial(WireBuffer::new);

  private final Map<String, Map<Object, Target>> topics = new ConcurrentHashMap<>();
  private @Nullable Targets targets;

  /// For Kafka, which calls [#configure] next.
  public AvroSerializer() {}

  /// @throws org.apache.kafka.common.config.ConfigException for a setting that is not honoured
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    targets = new Targets(SerdeSettings.read(configs, isKey), isKey);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Object data) {
    if (data == null) {
      return null;
    }
    Target target = target(topic, data);
    WireBuffer buffer = BUFFER.get();
    buffer.start(target.header());
    try {
      switch (data) {
        // Confluent writes these without Avro's length: the record has one.
        case byte[] bytes -> buffer.write(bytes, 0, bytes.length);
        case ByteBuffer bytes -> write(buffer, bytes);
        default -> target.writer().write(data, buffer.encoder());
      }
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "a value of " + target.schema().getFullName() + " for " + topic + " cannot be written",
          e);
    }
    return buffer.finish();
  }

  @Override
  public void close() {
    if (targets != null) {
      targets.close();
    }
  }

  private Target target(String topic, Object data) {
    Map<Object, Target> shapes = topics.get(topic);
    if (shapes == null) {
      shapes = topics.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>());
    }
    Schema schema = Shapes.schema(data);
    Object shape = data instanceof SpecificRecord ? data.getClass() : schema;
    Target known = shapes.get(shape);
    if (known != null && same(known.schema(), schema)) {
      return known;
    }
    if (targets == null) {
      throw new IllegalStateException("the serializer is not configured");
    }
    Target made = targets.make(topic, schema, data);
    if (shapes.size() >= SHAPES_MAX) {
      shapes.clear();
    }
    shapes.put(shape, made);
    return made;
  }

  /// Schemas that differ in their documentation only are equal to Avro and not to a registry.
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Schema known, Schema schema) {
    return known == schema;
  }

  private static void write(WireBuffer buffer, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    buffer.write(copy, 0, copy.length);
  }
}
