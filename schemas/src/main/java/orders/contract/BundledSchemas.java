package orders.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// The schemas that this build writes and reads: those the catalogue names, as generated classes.
public final class BundledSchemas {

  private static final Map<String, Class<? extends SpecificRecord>> CLASSES = load();

  private BundledSchemas() {}

  /// By the record's full name, which is also its subject (Confluent's RecordNameStrategy).
  public static Map<String, Schema> all() {
    Map<String, Schema> schemas = new TreeMap<>();
    CLASSES.forEach((name, type) -> schemas.put(name, schema(type)));
    return schemas;
  }

  /// The generated classes.
  public static List<Class<? extends SpecificRecord>> types() {
    return List.copyOf(CLASSES.values());
  }

  /// The generated class of a schema.
  ///
  /// @param name the full name
  /// @throws IllegalArgumentException when the catalogue does not name it
  public static Class<? extends SpecificRecord> type(String name) {
    Class<? extends SpecificRecord> type = CLASSES.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no schema " + name + " in the catalogue");
    }
    return type;
  }

  /// The schema that a generated class was generated from.
  public static Schema schema(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }

  /// Registers all of them with all their frozen versions, each under its full name, and remembers
  /// the ids that this build's have there. So a version has the same number in every registry.
  public static <I> SchemaIds<I> register(Dialect<I> dialect) {
    for (int version = 1; !generation(version).isEmpty(); version++) {
      dialect.registerAll(generation(version));
    }
    return new SchemaIds<>(dialect, dialect.registerAll(all()));
  }

  /// The same in Confluent's dialect.
  public static SchemaIds<Integer> register(SchemaStore store) {
    return register(new ConfluentDialect(store));
  }

  /// The schemas that have an earlier version of this number.
  private static Map<String, Schema> generation(int version) {
    Map<String, Schema> schemas = new TreeMap<>();
    FrozenSchemas.all()
        .forEach(
            (name, versions) -> {
              if (versions.size() > version) {
                schemas.put(name, versions.get(version - 1));
              }
            });
    return schemas;
  }

  private static Map<String, Class<? extends SpecificRecord>> load() {
    AvroSafety.on();
    Map<String, Class<? extends SpecificRecord>> classes = new TreeMap<>();
    for (String name : Catalogue.get().schemas()) {
      try {
        classes.put(name, Class.forName(name).asSubclass(SpecificRecord.class));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("the catalogue names " + name + ", which has no schema", e);
      }
    }
    return classes;
  }
}
