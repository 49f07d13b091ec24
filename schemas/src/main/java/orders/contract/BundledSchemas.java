package orders.contract;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// The schemas that this build was made with: those that the catalogue names.
public final class BundledSchemas {

  private BundledSchemas() {}

  /// By the record's full name, which is also its subject (record name strategy).
  public static Map<String, Schema> all() {
    Map<String, Schema> schemas = new TreeMap<>();
    for (String name : Catalogue.get().schemas()) {
      schemas.put(name, SpecificData.get().getSchema(type(name)));
    }
    return schemas;
  }

  static Class<? extends SpecificRecord> type(String name) {
    try {
      return Class.forName(name).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the catalogue names " + name + ", which is no record", e);
    }
  }
}
