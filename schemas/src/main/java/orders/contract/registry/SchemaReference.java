package orders.contract.registry;

/// A type that a schema uses and does not define itself.
///
/// @param name the full name of the type
/// @param subject under which it is registered
/// @param version of that subject
public record SchemaReference(String name, String subject, int version) {}
