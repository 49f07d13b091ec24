package orders.contract;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// How a registry's users write values: what stands before the Avro body and names the writer's
/// schema, and who knows the schema of a name.
///
/// For many threads.
///
/// @param <I> what the registry calls a schema by
public interface Dialect<I> {

  /// Bytes before the body, in every value.
  int headerBytes();

  /// What stands before the body of values with a schema.
  byte[] header(I id);

  /// The name of the schema that a value was written with.
  ///
  /// @throws UndecodableRecord when the header is missing, short or another format's
  I id(byte @Nullable [] value);

  /// The same value with its body as Avro wrote it: the value itself where nothing is compressed.
  ///
  /// @throws UndecodableRecord when it cannot be unpacked
  default byte[] plain(byte[] value) {
    return value;
  }

  /// Registers schemas by subject, and gives their names by subject.
  ///
  /// @throws SchemaStore.IncompatibleSchema when a subject refuses one
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  Map<String, I> registerAll(Map<String, Schema> schemas);

  /// The name that exactly this schema has under a subject, or empty when it is not registered.
  ///
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  Optional<I> known(String subject, Schema schema);

  /// The schema of a name, or empty when there is none.
  ///
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  Optional<Schema> byId(I id);
}
