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

  private final SerdeSettings settings;
  private final boolean key;
  private final RegistryClient registry;

  Sources(SerdeSettings settings, boolean key) {
    this.settings = settings;
    this.key = key;
    this.registry = settings.client();
  }

  /// What values have in common that are read alike: the topic counts where its subject does.
  Object shape(String topic, int id) {
    return settings.useLatest() ? new InTopic(topic, id) : (Object) id;
  }

  private record InTopic(String topic, int id) {}

  /// @throws UndecodableRecord when there is no such id, or no class for it
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  Source make(String topic, int id) {
    Schema written = SchemaStore.writer(id, registry::byId);
    GenericData model = new GenericData();
    Schema read = settings.useLatest() ? latest(topic, written) : written;
    if (settings.specific() && written.getType() == Schema.Type.RECORD) {
      Class<?> type = generated(written);
      SpecificData specificModel = SpecificData.getForClass(type);
      Schema own = specificModel.getSchema(type);
      if (settings.useLatest() && !read.equals(own)) {
        throw new UndecodableRecord(
            UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA,
            "the latest schema is not that of " + type.getName() + ", which has to hold it");
      }
      read = own;
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

  /// Asked for once for each schema of a topic, as Confluent's does.
  private Schema latest(String topic, Schema written) {
    String subject = settings.naming().subject(topic, key, written);
    return registry
        .latest(subject)
        .orElseThrow(
            () ->
                new UndecodableRecord(
                    UndecodableRecord.Reason.UNKNOWN_SCHEMA, subject + " has no schema"))
        .schema();
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
