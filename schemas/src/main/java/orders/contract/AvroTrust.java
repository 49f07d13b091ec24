package orders.contract;

import org.apache.avro.util.ClassSecurityValidator;

/// Avro 1.12.2 reads no class that nobody vouched for, not even the application's own. This vouches
/// for the generated records of this module, before the first one is read, and bounds what a
/// hostile length may ask for.
final class AvroTrust {

  private static final String PACKAGES = "orders.contract.";

  /// The longest string or byte array in a record, and the most elements of a list.
  private static final int LENGTH_MAX = 1_048_576;

  static {
    System.getProperties()
        .putIfAbsent("org.apache.avro.limits.string.maxLength", String.valueOf(LENGTH_MAX));
    System.getProperties()
        .putIfAbsent("org.apache.avro.limits.bytes.maxLength", String.valueOf(LENGTH_MAX));
    System.getProperties()
        .putIfAbsent("org.apache.avro.limits.collectionItems.maxLength", "100000");
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().startsWith(PACKAGES)));
  }

  private AvroTrust() {}

  /// Runs the static part, once.
  static void establish() {
    // Being called is all it takes.
  }
}
