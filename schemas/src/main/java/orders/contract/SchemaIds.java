package orders.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// Which id each bundled schema has in a registry, and which schema is behind an id read from a
/// topic.
public final class SchemaIds {

  private final SchemaStore store;
  private final Map<String, Integer> ids;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /// @param ids by full name; [BundledSchemas#register] makes them
  SchemaIds(SchemaStore store, Map<String, Integer> ids) {
    this.store = store;
    this.ids = Map.copyOf(ids);
  }

  /// The id under which this build writes a schema.
  ///
  /// @throws IllegalArgumentException when it is not a bundled one
  public int id(Schema bundled) {
    Integer id = ids.get(bundled.getFullName());
    if (id == null) {
      throw new IllegalArgumentException(bundled.getFullName() + " is not a bundled schema");
    }
    return id;
  }

  /// The writer's schema behind an id, asked for once; a miss is not remembered.
  ///
  /// @throws UndecodableRecord when the registry does not know the id
  /// @throws SchemaStore.Unavailable when the registry cannot be asked; worth a retry
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema found =
        store
            .byId(id)
            .orElseThrow(
                () ->
                    new UndecodableRecord(
                        UndecodableRecord.Reason.UNKNOWN_SCHEMA, "no schema has the id " + id));
    schemas.putIfAbsent(id, found);
    return found;
  }
}
