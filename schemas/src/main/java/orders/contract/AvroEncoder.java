package orders.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Writes generated records in a registry's dialect; for many threads.
///
/// @param <T> one generated class, or [SpecificRecord] for a topic of many types
public final class AvroEncoder<T extends SpecificRecord> {

  static {
    AvroSafety.on();
  }

  // One per thread and not per encoder: an encoding never nests in another.
  private static final ThreadLocal<WireBuffer> WRITER = ThreadLocal.withInitial(WireBuffer::new);

  private final SchemaIds<?> ids;
  private final Map<Class<?>, Target<T>> targets = new ConcurrentHashMap<>();

  public AvroEncoder(SchemaIds<?> ids) {
    this.ids = ids;
  }

  /// Writes a record whole.
  ///
  /// @throws org.apache.avro.AvroRuntimeException when a field that must be set is not
  public byte[] encode(T datum) {
    Target<T> target = targets.get(datum.getClass());
    if (target == null) {
      target = targets.computeIfAbsent(datum.getClass(), type -> target(datum));
    }
    WireBuffer writer = WRITER.get();
    writer.start(target.header);
    try {
      target.writer.write(datum, writer.encoder());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return writer.finish();
  }

  private Target<T> target(T datum) {
    Schema schema = datum.getSchema();
    // The class's own model: the one for the schema would have to load the class by name.
    SpecificData model = SpecificData.getForClass(datum.getClass());
    model.setCustomCoders(true); // generated code for a record instead of a walk over its schema
    return new Target<>(ids.header(schema), new SpecificDatumWriter<>(schema, model));
  }

  private record Target<T>(byte[] header, DatumWriter<T> writer) {}
}
