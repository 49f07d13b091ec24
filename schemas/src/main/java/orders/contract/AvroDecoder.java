package orders.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Reads values in a registry's dialect into generated records; for many threads.
///
/// The schema id in a value decides which of the accepted classes it becomes, by full name; what
/// the writer's schema has other than the class's is resolved once per id. Every call makes a new
/// record.
///
/// @param <T> one generated class, or [SpecificRecord] for a topic of many types
public final class AvroDecoder<T extends SpecificRecord> {

  static {
    AvroSafety.on();
  }

  // One per thread and not per decoder: a decoding never nests in another.
  private static final ThreadLocal<BinaryDecoder> DECODER =
      ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

  private final SchemaIds<?> ids;
  private final Map<String, Class<? extends T>> types;
  private final Map<Object, Kind<T>> kinds = new ConcurrentHashMap<>();

  /// What the values with one id are.
  ///
  /// @param name of the record, without its namespace
  private record Kind<T>(String name, DatumReader<T> reader) {}

  /// @param types the generated classes that a value may be of
  public AvroDecoder(SchemaIds<?> ids, List<Class<? extends T>> types) {
    this.ids = ids;
    this.types =
        types.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    type -> BundledSchemas.schema(type).getFullName(), Function.identity()));
  }

  /// A decoder of one class only.
  public static <T extends SpecificRecord> AvroDecoder<T> of(SchemaIds<?> ids, Class<T> type) {
    return new AvroDecoder<>(ids, List.of(type));
  }

  /// Reads a value whole.
  ///
  /// @throws UndecodableRecord with the reason, for every value that is not one of the accepted
  /// types
  /// @throws SchemaStore.Unavailable when an id is new and the registry cannot be asked
  public T decode(byte @Nullable [] value) {
    Kind<T> kind = kind(value);
    Dialect<?> dialect = ids.dialect();
    return read(kind.reader(), dialect.plain(Objects.requireNonNull(value)), dialect.headerBytes());
  }

  /// The simple name of the record that a value is, told by its id. Its body is not looked at.
  ///
  /// @throws UndecodableRecord with the reason, for every value that is not of an accepted type
  /// @throws SchemaStore.Unavailable when an id is new and the registry cannot be asked
  public String type(byte @Nullable [] value) {
    return kind(value).name();
  }

  private Kind<T> kind(byte @Nullable [] value) {
    Object id = ids.dialect().id(value);
    Kind<T> kind = kinds.get(id); // computeIfAbsent locks even when it has nothing to compute
    return kind == null ? kinds.computeIfAbsent(id, _ -> newKind(value)) : kind;
  }

  private static <T> T read(DatumReader<T> reader, byte[] value, int header) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, header, value.length - header, DECODER.get());
    T datum;
    boolean whole;
    try {
      datum = reader.read(null, decoder);
      whole = decoder.isEnd();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro meets bad bytes with a dozen unrelated exceptions, and walks into what is nested too
      // deep: a field that refers to its own record has no end but the value's.
      throw new UndecodableRecord(
          UndecodableRecord.Reason.MALFORMED_BODY, String.valueOf(e.getMessage()), e);
    }
    if (!whole) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.MALFORMED_BODY, "bytes are left over after the body");
    }
    return datum;
  }

  private Kind<T> newKind(byte @Nullable [] value) {
    Schema written = ids.writer(value);
    Class<? extends T> type = types.get(written.getFullName());
    if (type == null) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.UNEXPECTED_TYPE,
          written.getFullName() + " is none of " + types.keySet());
    }
    Schema read = BundledSchemas.schema(type);
    if (!WriterSchemas.bounded(written)) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
          "this version of it has arrays whose items take no bytes");
    }
    if (!fits(read, written)) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
          "this version of it cannot be read as this build's " + type.getName());
    }
    try {
      SpecificData model = SpecificData.getForClass(type);
      return new Kind<>(
          read.getName(), new FastReaderBuilder(model).createDatumReader(written, read));
    } catch (IOException e) {
      throw new UncheckedIOException("resolving " + type.getName(), e);
    }
  }

  private static boolean fits(Schema read, Schema written) {
    try {
      return SchemaCompatibility.checkReaderWriterCompatibility(read, written).getType()
          == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
    } catch (AvroRuntimeException e) {
      return false; // A field of ours has a name and an alias there: which is meant, nobody knows.
    }
  }
}
