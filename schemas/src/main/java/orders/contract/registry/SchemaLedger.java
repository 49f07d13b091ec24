package orders.contract.registry;

import java.util.List;
import java.util.Optional;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;

/// A schema store that knows its subjects, versions and levels: what a registry serves.
public interface SchemaLedger extends SchemaStore {

  List<String> subjects();

  /// Oldest first; empty when there is no such subject.
  List<SubjectVersion> versions(String subject);

  /// The version of a subject that has exactly this schema.
  Optional<SubjectVersion> find(String subject, Schema schema);

  /// The level that counts for a subject, its own or the global one.
  Level level(String subject);

  /// Whether a subject has a level of its own.
  boolean hasLevel(String subject);

  Level globalLevel();

  /// Sets a level.
  ///
  /// @param subject empty for the global level
  void setLevel(Optional<String> subject, Level level);
}
