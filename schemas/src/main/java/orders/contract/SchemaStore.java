package orders.contract;

import java.util.Optional;
import org.apache.avro.Schema;

/// Where schemas get their ids, once and for all.
public interface SchemaStore {

  /// The id of the schema under a subject, given out now if it has none yet.
  int register(String subject, Schema schema);

  /// The schema with that id.
  Optional<Schema> byId(int id);
}
