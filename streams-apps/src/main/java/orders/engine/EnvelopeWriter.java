package orders.engine;

import static orders.engine.Envelope.bytes;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Writes the envelope of the records of one source, such as `/orders`.
public final class EnvelopeWriter {

  /// How AWS Glue's values begin, and how far what stands before the body goes.
  private static final byte GLUE = 3;

  private static final int GLUE_BYTES = 18;

  private final byte[] source;
  private final Optional<byte[]> otherThanAvro;
  private final Map<String, byte[]> types = new ConcurrentHashMap<>();
  private final Map<Integer, byte[]> schemas = new ConcurrentHashMap<>();
  private final Map<UUID, byte[]> versions = new ConcurrentHashMap<>();
  private volatile Written lastTime = new Written(Instant.EPOCH, bytes(Instant.EPOCH.toString()));

  public EnvelopeWriter(String source) {
    this(source, Optional.empty());
  }

  private EnvelopeWriter(String source, Optional<byte[]> otherThanAvro) {
    this.source = bytes(source);
    this.otherThanAvro = otherThanAvro;
  }

  /// Of records whose values a codec writes. Only Avro's name a schema in their first bytes.
  static EnvelopeWriter of(String source, Codec<?> codec) {
    byte[] type = bytes(codec.contentType());
    return new EnvelopeWriter(
        source, Optional.of(type).filter(other -> !Arrays.equals(other, Envelope.AVRO)));
  }

  /// The part that every record has.
  ///
  /// @param value the record's value in the wire format, whose schema id is named
  public Headers envelope(String id, String type, String subject, Instant at, byte[] value) {
    return common(type, subject, at, value).add(Envelope.ID, bytes(id));
  }

  /// The same without the id. Kafka's clients look a header up from the end and decode every name
  /// on the way: what each reader of a record wants belongs there.
  Headers common(String type, String subject, Instant at, byte[] value) {
    Headers headers =
        new RecordHeaders()
            .add(Envelope.SPEC_VERSION, Envelope.VERSION_1_0)
            .add(Envelope.SOURCE, source)
            .add(Envelope.TYPE, type(type))
            .add(Envelope.SUBJECT, bytes(subject))
            .add(Envelope.TIME, time(at));
    return otherThanAvro
        .map(content -> headers.add(Envelope.CONTENT_TYPE, content))
        .orElseGet(
            () ->
                headers
                    .add(Envelope.CONTENT_TYPE, Envelope.AVRO)
                    .add(Envelope.DATA_SCHEMA, schema(value)));
  }

  /// What follows from another record: the command of a policy, the result of a request.
  public Headers derived(
      UUID id, String type, String subject, Instant at, byte[] value, Headers cause) {
    Headers headers = envelope(id.toString(), type, subject, at, value);
    headers.add(Envelope.REPLY, Envelope.NONE);
    copy(cause, Envelope.CORRELATION_ID, headers, Envelope.CORRELATION_ID);
    copy(cause, Envelope.ID, headers, Envelope.CAUSATION_ID);
    copy(cause, Envelope.TRACE_PARENT, headers, Envelope.TRACE_PARENT);
    return headers;
  }

  private static void copy(Headers from, String name, Headers to, String newName) {
    var header = from.lastHeader(name);
    if (header != null) {
      to.add(newName, header.value());
    }
  }

  /// Most records of a batch carry the time of the one before.
  private byte[] time(Instant at) {
    Written last = lastTime;
    if (!last.time.equals(at)) {
      last = new Written(at, bytes(at.toString()));
      lastTime = last;
    }
    return last.text;
  }

  private byte[] type(String type) {
    byte[] known = types.get(type); // computeIfAbsent locks even when it has nothing to compute
    return known == null ? types.computeIfAbsent(type, Envelope::bytes) : known;
  }

  /// Where the schema is found: its path in a registry, or the id of its version in AWS Glue.
  private byte[] schema(byte[] value) {
    if (value.length >= GLUE_BYTES && value[0] == GLUE) {
      var bits = java.nio.ByteBuffer.wrap(value, 2, 16);
      return versions.computeIfAbsent(
          new UUID(bits.getLong(), bits.getLong()), version -> bytes("urn:uuid:" + version));
    }
    int id = value.length < 5 ? 0 : java.nio.ByteBuffer.wrap(value, 1, 4).getInt();
    byte[] known = schemas.get(id);
    return known == null ? schemas.computeIfAbsent(id, i -> bytes("/schemas/ids/" + i)) : known;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(Instant time, byte[] text) {}
}
