package orders.contract.registry;

import java.util.List;
import java.util.Optional;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;

/// A schema store that can be browsed.
public interface Registry extends SchemaStore {

  List<String> subjects();

  /// The versions of a subject, oldest first; empty for an unknown subject.
  List<RegisteredSchema> versions(String subject);

  /// The schema as it is registered under the subject.
  Optional<RegisteredSchema> find(String subject, Schema schema);

  /// Registers and tells what became of it.
  RegisteredSchema add(String subject, Schema schema);

  @Override
  default int register(String subject, Schema schema) {
    return add(subject, schema).id();
  }
}
