package orders.contract;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Records of the bundled schemas as bytes, in a registry's dialect: Confluent's wire format unless
/// another is asked for.
public final class WireFormat {

  /// Bytes before the body in Confluent's wire format.
  public static final int HEADER_BYTES = 5;

  private final AvroEncoder<SpecificRecord> encoder;
  private final AvroDecoder<SpecificRecord> decoder;

  /// Confluent's wire format.
  public WireFormat(SchemaStore store) {
    this(new ConfluentDialect(store));
  }

  /// Registers every bundled schema, so that their ids are known before the first record.
  public WireFormat(Dialect<?> dialect) {
    this(BundledSchemas.register(dialect));
  }

  /// @param ids of every bundled schema, so that they are known before the first record
  public WireFormat(SchemaIds<?> ids) {
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

  /// The simple name of the record that a value is, told without reading its body.
  ///
  /// @throws UndecodableRecord with the reason, for a value of no bundled schema
  /// @throws SchemaStore.Unavailable when an id is new and the registry cannot be asked
  public String type(byte @Nullable [] value) {
    return decoder.type(value);
  }

  /// The schema id of a value in Confluent's wire format.
  ///
  /// @throws UndecodableRecord when the header is missing, short or another format's
  public static int schemaId(byte @Nullable [] value) {
    return ConfluentDialect.schemaId(value);
  }
}
