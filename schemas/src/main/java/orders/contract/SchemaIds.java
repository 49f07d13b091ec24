package orders.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Which id each bundled schema has in a registry, and which schema is behind an id read from a
/// topic.
///
/// @param <I> what the registry calls a schema by
public final class SchemaIds<I> {

  private final Dialect<I> dialect;
  private final Map<String, I> ids;
  private final Map<I, Schema> schemas = new ConcurrentHashMap<>();

  /// @param ids by full name; [BundledSchemas#register] makes them
  SchemaIds(Dialect<I> dialect, Map<String, I> ids) {
    this.dialect = dialect;
    this.ids = Map.copyOf(ids);
  }

  Dialect<I> dialect() {
    return dialect;
  }

  /// The id under which this build writes a schema.
  ///
  /// @throws IllegalArgumentException when it is not a bundled one
  public I id(Schema bundled) {
    I id = ids.get(bundled.getFullName());
    if (id == null) {
      throw new IllegalArgumentException(bundled.getFullName() + " is not a bundled schema");
    }
    return id;
  }

  /// What stands before the body of a bundled schema's records.
  ///
  /// @throws IllegalArgumentException when it is not a bundled one
  byte[] header(Schema bundled) {
    return dialect.header(id(bundled));
  }

  /// The schema that a value was written with.
  ///
  /// @throws UndecodableRecord when its header is none, or the registry does not know the id
  /// @throws SchemaStore.Unavailable when the registry cannot be asked; worth a retry
  public Schema writer(byte @Nullable [] value) {
    return schema(dialect.id(value));
  }

  /// The writer's schema behind an id, asked for once; a miss is not remembered.
  ///
  /// @throws UndecodableRecord when the registry does not know the id, or what it has is no Avro
  /// @throws SchemaStore.Unavailable when the registry cannot be asked; worth a retry
  public Schema schema(I id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema found = SchemaStore.writer(id, dialect::byId);
    schemas.putIfAbsent(id, found);
    return found;
  }
}
