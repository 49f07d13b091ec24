package orders.dlq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.contract.Dialect;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/// What a value says, by the schema it was written with, and without what is somebody's own: a
/// field that is documented as personal data, or called as ours are.
public final class Glance {

  private static final String PERSONAL = "personal data";
  private static final Set<String> CALLED =
      Set.of("contact", "email", "address", "paymentToken", "phone");
  private static final String HIDDEN = "(not shown)";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Dialect<?> registry;

  public Glance(Dialect<?> registry) {
    this.registry = registry;
  }

  /// The value as far as it can be read; empty when it is nothing that was written with a schema.
  public Optional<ObjectNode> read(byte @Nullable [] value) {
    try {
      Optional<Schema> schema = writer(registry, value);
      return value != null && schema.isPresent() && schema.get().getType() == Schema.Type.RECORD
          ? Optional.of(read(schema.get(), registry.plain(value)))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // It was put aside for some reason: Avro meets bad bytes with a dozen unrelated exceptions.
      return Optional.empty();
    }
  }

  private static <I> Optional<Schema> writer(Dialect<I> registry, byte @Nullable [] value) {
    return registry.byId(registry.id(value));
  }

  private ObjectNode read(Schema schema, byte[] value) throws IOException {
    var reader = new GenericDatumReader<GenericRecord>(schema);
    int header = registry.headerBytes();
    var decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
    return JSON.objectNode()
        .put("type", schema.getFullName())
        .set("data", record(reader.read(null, decoder)));
  }

  private static ObjectNode record(GenericRecord record) {
    ObjectNode fields = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      put(fields, field, record.get(field.pos()));
    }
    return fields;
  }

  private static void put(ObjectNode fields, Schema.Field field, @Nullable Object value) {
    boolean personal =
        CALLED.contains(field.name()) || String.valueOf(field.doc()).contains(PERSONAL);
    if (personal) {
      fields.put(field.name(), HIDDEN);
      return;
    }
    switch (value) {
      case null -> fields.putNull(field.name());
      case GenericRecord nested -> fields.set(field.name(), record(nested));
      case Collection<?> items -> fields.set(field.name(), array(items));
      case Map<?, ?> map -> fields.put(field.name(), map.size() + " entries");
      case Integer number -> fields.put(field.name(), number);
      case Long number -> fields.put(field.name(), number);
      case Boolean truth -> fields.put(field.name(), truth);
      default -> fields.put(field.name(), value.toString());
    }
  }

  private static ArrayNode array(Collection<?> items) {
    ArrayNode array = JSON.arrayNode();
    for (Object item : items) {
      if (item instanceof GenericRecord nested) {
        array.add(record(nested));
      } else {
        array.add(String.valueOf(item));
      }
    }
    return array;
  }
}
