package orders.contract.registry;

import java.util.List;
import java.util.Optional;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;

/// A schema store that can be browsed, and knows how a subject may change.
public interface Registry extends SchemaStore {

  /// Registers a schema, and tells what became of it.
  ///
  /// @throws SchemaStore.IncompatibleSchema when the subject's level refuses it
  RegisteredSchema add(String subject, Definition definition);

  /// Registers a schema that stands alone.
  default RegisteredSchema add(String subject, Schema schema) {
    return add(subject, Definition.of(schema));
  }

  @Override
  default int register(String subject, Schema schema) {
    return add(subject, schema).id();
  }

  List<String> subjects();

  /// Every version of every subject.
  List<RegisteredSchema> all();

  /// Oldest first; empty when there is no such subject.
  List<RegisteredSchema> versions(String subject);

  /// The version of a subject that has exactly this schema.
  Optional<RegisteredSchema> find(String subject, Definition definition);

  @Override
  default Optional<Integer> known(String subject, Schema schema) {
    return find(subject, schema).map(RegisteredSchema::id);
  }

  /// The version of a subject that has exactly this schema, which stands alone.
  default Optional<RegisteredSchema> find(String subject, Schema schema) {
    return find(subject, Definition.of(schema));
  }

  /// The level that counts for a subject, its own or the global one.
  Level level(String subject);

  /// Whether a subject has a level of its own.
  boolean hasLevel(String subject);

  Level globalLevel();

  /// Sets a level.
  ///
  /// @param subject empty for the global level
  void setLevel(Optional<String> subject, Level level);

  /// The mode that a subject, or the registry when there is none, was given; empty for the usual.
  Optional<Mode> mode(Optional<String> subject);

  /// Sets a mode.
  ///
  /// @param subject empty for the global mode
  void setMode(Optional<String> subject, Mode mode);
}
