package orders.contract.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/// A registry that lasts as long as its process: for pure topologies and tools without a cluster.
public final class MemoryRegistry implements Registry {

  private final SchemaIndex index = new SchemaIndex();

  @Override
  public synchronized RegisteredSchema add(String subject, Schema schema) {
    return index
        .find(subject, schema)
        .orElseGet(
            () -> {
              RegisteredSchema next = index.next(subject, schema);
              index.put(next);
              return next;
            });
  }

  @Override
  public synchronized Optional<Schema> byId(int id) {
    return index.byId(id);
  }

  @Override
  public synchronized List<String> subjects() {
    return index.subjects();
  }

  @Override
  public synchronized List<RegisteredSchema> versions(String subject) {
    return index.versions(subject);
  }

  @Override
  public synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
    return index.find(subject, schema);
  }
}
