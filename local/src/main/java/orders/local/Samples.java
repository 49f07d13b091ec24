package orders.local;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import orders.contract.BundledSchemas;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.WireFormat;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A value for each topic that carries schemas, and one that it does not carry.
public final class Samples {

  private static final String ID = "0b0c9f3e-8f0e-4a52-9d0d-1f2f3a4b5c6d";

  private final WireFormat wire;

  public Samples(WireFormat wire) {
    this.wire = wire;
  }

  public Poison.Values of(Topic topic) {
    String good = topic.schemas().isEmpty() ? any(topic) : topic.schemas().getFirst();
    return new Poison.Values(encoded(good), encoded(any(topic)));
  }

  /// A record that the topic does not carry.
  private static String any(Topic topic) {
    return Catalogue.get().topics().values().stream()
        .flatMap(other -> other.schemas().stream())
        .filter(name -> !topic.schemas().contains(name))
        .findFirst()
        .orElseThrow();
  }

  private byte[] encoded(String name) {
    return wire.encode((SpecificRecord) value(BundledSchemas.schema(BundledSchemas.type(name))));
  }

  private static Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case STRING -> ID;
      case INT -> schema.getLogicalType() == null ? (Object) 1 : LocalDate.EPOCH;
      case LONG -> schema.getLogicalType() == null ? (Object) 1L : Instant.EPOCH;
      case BOOLEAN -> true;
      case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().getFirst(), schema);
      case ARRAY -> List.of();
      case MAP -> Map.of();
      case UNION ->
          value(
              schema.getTypes().stream()
                  .filter(type -> type.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow());
      case FIXED, BYTES, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("no schema of ours has a " + schema.getType());
    };
  }

  private static SpecificRecord record(Schema schema) {
    var record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      @Nullable Object value = value(field.schema());
      record.put(field.pos(), value);
    }
    return record;
  }
}
