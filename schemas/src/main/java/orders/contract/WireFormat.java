package orders.contract;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Confluent's wire format: `0x00`, the schema id as four bytes (most significant first), the Avro
/// body.
public final class WireFormat {

  /// Bytes before the body.
  public static final int HEADER_BYTES = 5;

  static final byte MAGIC = 0;

  private final AvroEncoder<SpecificRecord> encoder;
  private final AvroDecoder<SpecificRecord> decoder;

  /// Registers every bundled schema, so that their ids are known before the first record.
  public WireFormat(SchemaStore store) {
    SchemaIds ids = BundledSchemas.register(store);
    encoder = new AvroEncoder<>(ids);
    decoder = new AvroDecoder<>(ids, BundledSchemas.types());
  }

  /// Writes a record of a bundled schema.
  ///
  /// @throws IllegalArgumentException when the catalogue does not name its schema
  public byte[] encode(SpecificRecord record) {
    return encoder.encode(record);
  }

  /// Reads a record of a bundled schema, written with any known version of it.
  ///
  /// @throws UndecodableRecord with the reason, for every other value
  /// @throws SchemaStore.Unavailable when an id is new and the registry cannot be asked
  public SpecificRecord decode(byte @Nullable [] value) {
    return decoder.decode(value);
  }

  /// The schema id of a value.
  ///
  /// @throws UndecodableRecord when the header is missing, short or another format's
  public static int schemaId(byte @Nullable [] value) {
    if (value == null) {
      throw new UndecodableRecord(UndecodableRecord.Reason.NULL, "the record has no value");
    }
    if (value.length == 0) {
      throw new UndecodableRecord(UndecodableRecord.Reason.EMPTY, "the value has no bytes");
    }
    if (value[0] != MAGIC) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.WRONG_MAGIC, "the first byte is " + (value[0] & 0xff));
    }
    if (value.length < HEADER_BYTES) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.TRUNCATED, "the value has " + value.length + " bytes");
    }
    return (value[1] & 0xff) << 24
        | (value[2] & 0xff) << 16
        | (value[3] & 0xff) << 8
        | (value[4] & 0xff);
  }
}
