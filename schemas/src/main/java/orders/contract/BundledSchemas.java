package orders.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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

  /// Every version of each of them that was ever shipped, by full name; the one that this build
  /// writes is the last.
  public static SortedMap<String, List<Schema>> history() {
    SortedMap<String, List<Schema>> history = new TreeMap<>();
    all()
        .forEach(
            (name, schema) -> {
              List<Schema> versions = new ArrayList<>(FrozenSchemas.of(name));
              if (versions.isEmpty() || !same(versions.getLast(), schema)) {
                versions.add(schema);
              }
              history.put(name, versions);
            });
    return history;
  }

  /// As a registry tells schemas apart: by their text, documentation included.
  public static boolean same(Schema one, Schema other) {
    return one.toString().equals(other.toString());
  }

  /// Registers all of them with all their versions, each under its full name, and remembers the ids
  /// that this build's have there. So a version has the same number in every registry.
  public static <I> SchemaIds<I> register(Dialect<I> dialect) {
    return new SchemaIds<>(dialect, new Registration<>(dialect, history()).run());
  }

  /// Looks up the ids of all of them, and registers nothing.
  ///
  /// @throws SchemaStore.MissingSchema naming those that the registry lacks
  public static <I> SchemaIds<I> lookUp(Dialect<I> dialect) {
    Map<String, I> ids = new TreeMap<>();
    all().forEach((name, schema) -> dialect.known(name, schema).ifPresent(id -> ids.put(name, id)));
    List<String> missing = all().keySet().stream().filter(name -> !ids.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new SchemaStore.MissingSchema("the registry lacks this build's " + missing);
    }
    return new SchemaIds<>(dialect, ids);
  }

  /// The same in Confluent's dialect.
  public static SchemaIds<Integer> register(SchemaStore store) {
    return register(new ConfluentDialect(store));
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
