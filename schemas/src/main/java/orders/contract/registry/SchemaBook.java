package orders.contract.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;

/// The state of a registry: a fold of [RegistryChange]s that decides the next ones.
///
/// Not for use by several threads, but for [#byId].
final class SchemaBook {

  /// The level of the subjects of this project: the whole log is replayed with the newest classes.
  private static final Level OURS = Level.FULL_TRANSITIVE;

  private static final String OUR_PREFIX = "orders.contract.";
  private static final Level GLOBAL = Level.BACKWARD;

  private final TreeMap<String, TreeMap<Integer, RegisteredSchema>> subjects = new TreeMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Optional<String>, Level> levels = new HashMap<>();
  private int lastId;

  /// Takes a change in; a repeated one changes nothing.
  void apply(RegistryChange change) {
    switch (change) {
      case RegistryChange.Registered(RegisteredSchema added) -> {
        subjects.computeIfAbsent(added.subject(), _ -> new TreeMap<>()).put(added.version(), added);
        schemas.putIfAbsent(added.id(), added.schema());
        ids.putIfAbsent(added.schema().toString(), added.id());
        lastId = Math.max(lastId, added.id());
      }
      case RegistryChange.LevelSet(var subject, var level) -> levels.put(subject, level);
    }
  }

  /// The changes that a list of schemas needs, in order; the book itself stays as it is.
  ///
  /// @throws SchemaStore.IncompatibleSchema when a subject's level refuses one of them
  List<RegistryChange> missing(List<Wanted> wanted) {
    SchemaBook draft = copy();
    List<RegistryChange> changes = new ArrayList<>();
    for (Wanted one : wanted) {
      if (draft.find(one.subject(), one.schema()).isEmpty()) {
        RegistryChange change = draft.next(one);
        draft.apply(change);
        changes.add(change);
      }
    }
    return changes;
  }

  private RegistryChange next(Wanted wanted) {
    List<RegisteredSchema> earlier = versions(wanted.subject());
    List<Schema> schemasBefore = earlier.stream().map(RegisteredSchema::schema).toList();
    List<String> conflicts = level(wanted.subject()).conflicts(wanted.schema(), schemasBefore);
    if (!conflicts.isEmpty()) {
      throw new SchemaStore.IncompatibleSchema(
          "schema is incompatible with earlier ones of %s (%s): %s"
              .formatted(wanted.subject(), level(wanted.subject()), conflicts));
    }
    int version = earlier.isEmpty() ? 1 : earlier.getLast().version() + 1;
    int id = ids.getOrDefault(wanted.schema().toString(), lastId + 1);
    return new RegistryChange.Registered(
        new RegisteredSchema(wanted.subject(), version, id, wanted.schema()));
  }

  Optional<Schema> byId(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  List<RegisteredSchema> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
  }

  /// The version of a subject that has exactly this schema, documentation included.
  Optional<RegisteredSchema> find(String subject, Schema schema) {
    String text = schema.toString();
    return versions(subject).stream()
        .filter(known -> known.schema().toString().equals(text))
        .findFirst();
  }

  /// The level that counts for a subject.
  Level level(String subject) {
    Level own = levels.get(Optional.of(subject));
    if (own != null) {
      return own;
    }
    return subject.startsWith(OUR_PREFIX) ? OURS : globalLevel();
  }

  /// Whether a subject's level is its own, and not the global one.
  boolean hasLevel(String subject) {
    return subject.startsWith(OUR_PREFIX) || levels.containsKey(Optional.of(subject));
  }

  Level globalLevel() {
    return levels.getOrDefault(Optional.<String>empty(), GLOBAL);
  }

  private SchemaBook copy() {
    SchemaBook copy = new SchemaBook();
    subjects.forEach((subject, versions) -> copy.subjects.put(subject, new TreeMap<>(versions)));
    copy.ids.putAll(ids);
    copy.levels.putAll(levels);
    copy.lastId = lastId;
    return copy;
  }

  /// A schema to be under a subject.
  record Wanted(String subject, Schema schema) {}
}
