package orders.contract;

import java.util.List;
import org.apache.avro.Schema;

/// What a registry holds of each subject, and how strictly it minds changes.
public interface Subjects {

  /// How our subjects may change: a log is replayed whole, and old and new instances read one
  /// another.
  String LEVEL = "FULL_TRANSITIVE";

  /// Oldest first; empty when there is no such subject.
  ///
  /// @throws SchemaStore.Unavailable when the registry cannot be asked
  List<Schema> versions(String subject);

  /// The compatibility level that counts for a subject, as Confluent calls it.
  String level(String subject);

  void setLevel(String subject, String level);

  /// Registers a schema, unless it is there.
  ///
  /// @throws SchemaStore.IncompatibleSchema when the subject's level refuses it
  int register(String subject, Schema schema);
}
