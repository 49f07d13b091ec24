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
  private final Map<Text, Integer> ids = new HashMap<>();
  private final Map<Optional<String>, Level> levels = new HashMap<>();
  private final Map<Optional<String>, Mode> modes = new HashMap<>();
  private int lastId;

  /// Takes a change in; a repeated one changes nothing.
  void apply(RegistryChange change) {
    switch (change) {
      case RegistryChange.Registered(RegisteredSchema added) -> {
        subjects.computeIfAbsent(added.subject(), _ -> new TreeMap<>()).put(added.version(), added);
        schemas.putIfAbsent(added.id(), added.schema());
        ids.putIfAbsent(Text.of(added.definition()), added.id());
        lastId = Math.max(lastId, added.id());
      }
      case RegistryChange.LevelSet(var subject, var level) -> levels.put(subject, level);
      case RegistryChange.ModeSet(var subject, var mode) -> modes.put(subject, mode);
    }
  }

  /// Its id keeps its schema: records were written with it.
  void forgetVersion(String subject, int version) {
    var versions = subjects.getOrDefault(subject, new TreeMap<>());
    versions.remove(version);
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
  }

  void forgetLevel(Optional<String> subject) {
    levels.remove(subject);
  }

  void forgetMode(Optional<String> subject) {
    modes.remove(subject);
  }

  /// The changes that a list of schemas needs, in order; the book itself stays as it is.
  ///
  /// @throws SchemaStore.IncompatibleSchema when a subject's level refuses one of them
  /// @throws RegistryError when a subject takes none
  List<RegistryChange> missing(List<Wanted> wanted) {
    SchemaBook draft = copy();
    List<RegistryChange> changes = new ArrayList<>();
    for (Wanted one : wanted) {
      if (draft.find(one.subject(), one.definition()).isEmpty()) {
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
    refuseIfReadOnly(Optional.of(wanted.subject()));
    Schema schema = wanted.definition().schema();
    List<String> conflicts = level(wanted.subject()).conflicts(schema, schemasBefore);
    if (!conflicts.isEmpty()) {
      throw new SchemaStore.IncompatibleSchema(
          "schema is incompatible with earlier ones of %s (%s): %s"
              .formatted(wanted.subject(), level(wanted.subject()), conflicts));
    }
    int version = earlier.isEmpty() ? 1 : earlier.getLast().version() + 1;
    int id = ids.getOrDefault(Text.of(wanted.definition()), lastId + 1);
    return new RegistryChange.Registered(
        new RegisteredSchema(wanted.subject(), version, id, wanted.definition()));
  }

  /// The changes that a setting needs.
  ///
  /// @throws RegistryError when what it is for takes none
  List<RegistryChange> setting(RegistryChange.LevelSet change) {
    refuseIfReadOnly(change.subject());
    return List.of(change);
  }

  private void refuseIfReadOnly(Optional<String> subject) {
    if (mode(subject).or(() -> mode(Optional.empty())).orElse(Mode.READWRITE) == Mode.READONLY) {
      throw RegistryError.readOnly(subject);
    }
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

  List<RegisteredSchema> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream()).toList();
  }

  /// One version of a subject.
  Optional<RegisteredSchema> version(String subject, int version) {
    return Optional.ofNullable(subjects.getOrDefault(subject, new TreeMap<>()).get(version));
  }

  /// The version of a subject that has exactly this schema, documentation included.
  Optional<RegisteredSchema> find(String subject, Definition definition) {
    return versions(subject).stream()
        .filter(known -> known.definition().same(definition))
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

  /// The mode that a subject, or the registry, was given.
  Optional<Mode> mode(Optional<String> subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  private SchemaBook copy() {
    SchemaBook copy = new SchemaBook();
    subjects.forEach((subject, versions) -> copy.subjects.put(subject, new TreeMap<>(versions)));
    copy.ids.putAll(ids);
    copy.levels.putAll(levels);
    copy.modes.putAll(modes);
    copy.lastId = lastId;
    return copy;
  }

  /// A schema to be under a subject.
  record Wanted(String subject, Definition definition) {}

  /// What makes two schemas one to a registry.
  private record Text(String text, List<SchemaReference> references) {
    static Text of(Definition definition) {
      return new Text(definition.text(), definition.references());
    }
  }
}
