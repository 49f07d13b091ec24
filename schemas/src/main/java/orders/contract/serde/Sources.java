package orders.contract.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import orders.contract.RegistryClient;
import orders.contract.SchemaStore;
import orders.contract.UndecodableRecord;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/// Asks the registry what wrote values of an id, and finds out how to read them.
final class Sources implements AutoCloseable {

  private final boolean specific;
  private final RegistryClient registry;

  Sources(SerdeSettings settings) {
    this.specific = settings.specific();
    this.registry = settings.client();
  }

  /// @throws UndecodableRecord when there is no such id, or no class for it
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  Source make(int id) {
    Schema written = SchemaStore.writer(id, registry::byId);
    GenericData model = new GenericData();
    Schema read = written;
    if (specific && written.getType() == Schema.Type.RECORD) {
      Class<?> type = generated(written);
      SpecificData specificModel = SpecificData.getForClass(type);
      read = specificModel.getSchema(type);
      model = specificModel;
    }
    var fit = SchemaCompatibility.checkReaderWriterCompatibility(read, written);
    if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
          "schema " + id + " cannot be read as this " + read.getFullName());
    }
    try {
      return new Source(
          written.getType() == Schema.Type.BYTES,
          new FastReaderBuilder(model).createDatumReader(written, read));
    } catch (IOException e) {
      throw new UncheckedIOException("resolving schema " + id, e);
    }
  }

  /// The class of the application's that was generated for a record.
  private static Class<?> generated(Schema written) {
    @Nullable Class<?> type;
    try {
      type = new SpecificData(loader()).getClass(written);
    } catch (AvroRuntimeException | SecurityException e) {
      throw noClass(written, e);
    }
    if (type == null) {
      throw noClass(written, new ClassNotFoundException(written.getFullName()));
    }
    return type;
  }

  private static UndecodableRecord noClass(Schema written, Exception why) {
    return new UndecodableRecord(
        UndecodableRecord.Reason.UNEXPECTED_TYPE,
        "no generated class is named " + written.getFullName(),
        why);
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Sources.class.getClassLoader() : context;
  }

  @Override
  public void close() {
    registry.close();
  }
}
