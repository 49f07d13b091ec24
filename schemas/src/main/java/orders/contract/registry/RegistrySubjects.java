package orders.contract.registry;

import java.util.List;
import java.util.Optional;
import orders.contract.Subjects;
import org.apache.avro.Schema;

/// The subjects of a registry in this process.
public record RegistrySubjects(Registry registry) implements Subjects {

  @Override
  public List<Schema> versions(String subject) {
    return registry.versions(subject).stream().map(RegisteredSchema::schema).toList();
  }

  @Override
  public String level(String subject) {
    return registry.level(subject).name();
  }

  @Override
  public void setLevel(String subject, String level) {
    registry.setLevel(Optional.of(subject), Level.valueOf(level));
  }

  @Override
  public int register(String subject, Schema schema) {
    return registry.register(subject, schema);
  }
}
