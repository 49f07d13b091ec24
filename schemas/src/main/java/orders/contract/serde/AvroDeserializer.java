package orders.contract.serde;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orders.contract.AvroSafety;
import orders.contract.SchemaStore;
import orders.contract.UndecodableRecord;
import orders.contract.WireFormat;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads Confluent's wire format: into generated classes with `specific.avro.reader`, into generic
/// records without.
///
/// Configured with Confluent's settings, it gives what Confluent's `KafkaAvroDeserializer` gives,
/// with `use.latest.version` in the shape of the subject's latest schema; it refuses what is left
/// over behind a record. For many threads. A value that cannot be read is
/// a [SerializationException], whose cause is an [UndecodableRecord]; a registry that does not
/// answer is what it is to Confluent's.
public final class AvroDeserializer implements Deserializer<Object> {

  static {
    AvroSafety.on();
  }

  // One per thread and not per deserializer: a deserialization never nests in another.
  private static final ThreadLocal<BinaryDecoder> DECODER =
      ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

  private final Map<Object, Source> sources = new ConcurrentHashMap<>();
  private @Nullable Sources registry;

  /// For Kafka, which calls [#configure] next.
  public AvroDeserializer() {}

  /// @throws org.apache.kafka.common.config.ConfigException for a setting that is not honoured
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = new Sources(SerdeSettings.read(configs, isKey), isKey);
  }

  @Override
  public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    try {
      return read(source(topic, WireFormat.schemaId(data)), data);
    } catch (UndecodableRecord e) {
      throw new SerializationException("a value of " + topic + " cannot be read", e);
    } catch (SchemaStore.Unavailable e) {
      throw Failures.of("a value of " + topic + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private Source source(String topic, int id) {
    if (registry == null) {
      throw new IllegalStateException("the deserializer is not configured");
    }
    Object shape = registry.shape(topic, id);
    Source known = sources.get(shape);
    if (known != null) {
      return known;
    }
    Source made = registry.make(topic, id);
    sources.put(shape, made);
    return made;
  }

  private static Object read(Source source, byte[] data) {
    if (source.bare()) {
      return Arrays.copyOfRange(data, WireFormat.HEADER_BYTES, data.length);
    }
    int body = data.length - WireFormat.HEADER_BYTES;
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(data, WireFormat.HEADER_BYTES, body, DECODER.get());
    Object datum;
    boolean whole;
    try {
      datum = source.reader().read(null, decoder);
      whole = decoder.isEnd();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro meets bad bytes with a dozen unrelated exceptions, and what is nested too deep.
      throw new UndecodableRecord(
          UndecodableRecord.Reason.MALFORMED_BODY, String.valueOf(e.getMessage()), e);
    }
    if (!whole) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.MALFORMED_BODY, "bytes are left over after the body");
    }
    return datum instanceof CharSequence text ? text.toString() : datum;
  }
}
