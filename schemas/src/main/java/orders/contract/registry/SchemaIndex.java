package orders.contract.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/// What the records of `_schemas` add up to. Not safe for concurrent use: its owner locks.
final class SchemaIndex {

  private final Map<Integer, Schema> byId = new HashMap<>();
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final Map<String, List<RegisteredSchema>> subjects = new TreeMap<>();

  void put(RegisteredSchema registered) {
    byId.putIfAbsent(registered.id(), registered.schema());
    ids.putIfAbsent(registered.schema(), registered.id());
    List<RegisteredSchema> versions =
        subjects.computeIfAbsent(registered.subject(), s -> new ArrayList<>());
    if (versions.stream().noneMatch(v -> v.version() == registered.version())) {
      versions.add(registered);
    }
  }

  Optional<Schema> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  List<RegisteredSchema> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  Optional<RegisteredSchema> find(String subject, Schema schema) {
    return versions(subject).stream().filter(v -> v.schema().equals(schema)).findFirst();
  }

  /// What the schema becomes under the subject: an id is shared by all subjects of one schema.
  RegisteredSchema next(String subject, Schema schema) {
    Integer known = ids.get(schema);
    int id = known != null ? known : byId.keySet().stream().max(Integer::compare).orElse(0) + 1;
    int version = versions(subject).stream().mapToInt(RegisteredSchema::version).max().orElse(0);
    return new RegisteredSchema(subject, version + 1, id, schema);
  }
}
