package orders.contract;

import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.util.ClassSecurityValidator;

/// What Avro may load and how much it may allocate, set once before the first read.
///
/// Avro 1.12.2 refuses to instantiate classes it was not told to trust, an application's own
/// generated ones included, and has no bounds by default. Here every class that Avro's compiler
/// generated is trusted, which does nothing but hold its fields, and no other. Whatever reads or
/// writes Avro here calls [#on] in a static block, so nobody has to know.
public final class AvroSafety {

  /// The longest text or byte field, in bytes: Kafka's own default for a whole record.
  public static final int FIELD_BYTES_MAX = 1_048_576;

  /// The most items of one array or map.
  static final int ITEMS_MAX = 100_000;

  static {
    // Avro reads these when its limit class is loaded, which no schema or encoder does.
    limit("org.apache.avro.limits.bytes.maxLength", FIELD_BYTES_MAX);
    limit("org.apache.avro.limits.string.maxLength", FIELD_BYTES_MAX);
    limit("org.apache.avro.limits.collectionItems.maxLength", ITEMS_MAX);
    var others = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            others, type -> type.isAnnotationPresent(AvroGenerated.class)));
  }

  private AvroSafety() {}

  /// Loads this class, and with it the settings.
  public static void on() {}

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }
}
