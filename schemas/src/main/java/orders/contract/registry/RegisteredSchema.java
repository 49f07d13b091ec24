package orders.contract.registry;

import org.apache.avro.Schema;

/// One version of a subject.
///
/// @param version 1 for the subject's first
/// @param id the same for equal schemas under all subjects
public record RegisteredSchema(String subject, int version, int id, Definition definition) {

  /// A version that stands alone.
  public RegisteredSchema(String subject, int version, int id, Schema schema) {
    this(subject, version, id, Definition.of(schema));
  }

  /// The schema, whole.
  public Schema schema() {
    return definition.schema();
  }
}
