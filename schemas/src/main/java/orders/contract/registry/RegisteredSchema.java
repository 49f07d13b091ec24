package orders.contract.registry;

import org.apache.avro.Schema;

/// A schema under a subject.
///
/// @param version within the subject, from 1
/// @param id the same for the same schema under any subject
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
