package orders.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The Confluent wire format: a zero byte, the writer's schema id in four bytes, the Avro body.
///
/// The ids of the bundled schemas are known from the start, so neither side ever asks a registry
/// while records flow. An id that is not bundled is looked up once, for a newer writer.
public final class WireFormat {

  /// The largest value read, in bytes; Kafka's own limit of a record.
  public static final int VALUE_BYTES_MAX = 1_048_576;

  private static final int HEADER_BYTES = 5;

  private final SchemaStore store;
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, SpecificDatumReader<SpecificRecord>> readers =
      new ConcurrentHashMap<>();
  private final Map<String, SpecificDatumWriter<SpecificRecord>> writers =
      new ConcurrentHashMap<>();
  private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

  /// Registers every bundled schema, so that their ids are known.
  public WireFormat(SchemaStore store) {
    AvroTrust.establish();
    this.store = store;
    BundledSchemas.all()
        .forEach(
            (subject, schema) -> {
              int id = store.register(subject, schema);
              ids.put(subject, id);
              readers.put(id, reader(schema));
            });
  }

  public byte[] encode(SpecificRecord record) {
    String name = record.getSchema().getFullName();
    Integer id = ids.get(name);
    if (id == null) {
      throw new IllegalArgumentException(name + " is not in the catalogue");
    }
    Buffers mine = buffers.get();
    mine.out.reset();
    mine.header.putInt(1, id);
    mine.out.write(mine.header.array(), 0, HEADER_BYTES);
    try {
      writers
          .computeIfAbsent(name, n -> new SpecificDatumWriter<>(record.getSchema()))
          .write(record, mine.encoder());
      mine.encoder().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return mine.out.toByteArray();
  }

  /// Reads a record written with any known version of its schema.
  ///
  /// @throws UndecodableRecord when the bytes are absent, cut, of another format or of a schema
  ///     that nobody knows
  public SpecificRecord decode(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < HEADER_BYTES) {
      throw new UndecodableRecord("the value is empty or cut");
    }
    if (bytes[0] != 0) {
      throw new UndecodableRecord("the value does not begin with the magic byte 0");
    }
    if (bytes.length > VALUE_BYTES_MAX) {
      throw new UndecodableRecord("the value is larger than " + VALUE_BYTES_MAX + " bytes");
    }
    int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
    SpecificDatumReader<SpecificRecord> reader = readers.computeIfAbsent(id, this::lookUp);
    Buffers mine = buffers.get();
    try {
      BinaryDecoder decoder = mine.decoder(bytes);
      SpecificRecord record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableRecord("bytes follow the record of schema " + id);
      }
      return record;
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new UndecodableRecord("the value is no record of schema " + id, e);
    } catch (ClassCastException e) {
      throw new UndecodableRecord("schema " + id + " is no record of this system", e);
    }
  }

  private SpecificDatumReader<SpecificRecord> lookUp(int id) {
    Schema writer =
        store.byId(id).orElseThrow(() -> new UndecodableRecord("no schema has the id " + id));
    Schema bundled = BundledSchemas.all().get(writer.getFullName());
    if (bundled == null) {
      throw new UndecodableRecord("schema " + id + " is no record of this system");
    }
    return new SpecificDatumReader<>(writer, bundled);
  }

  private static SpecificDatumReader<SpecificRecord> reader(Schema schema) {
    return new SpecificDatumReader<>(schema, schema);
  }

  /// What a thread uses again and again.
  private static final class Buffers {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    BinaryEncoder encoder() {
      return encoder;
    }

    BinaryDecoder decoder(byte[] bytes) {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
      return decoder;
    }
  }
}
