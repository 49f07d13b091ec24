package orders.contract;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Confluent's: a zero, and the schema id as four bytes, most significant first.
public record ConfluentDialect(SchemaStore store) implements Dialect<Integer> {

  private static final byte MAGIC = 0;

  @Override
  public int headerBytes() {
    return WireFormat.HEADER_BYTES;
  }

  @Override
  public byte[] header(Integer id) {
    int bits = id;
    return new byte[] {
      MAGIC, (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
    };
  }

  @Override
  public Integer id(byte @Nullable [] value) {
    return schemaId(value);
  }

  @Override
  public Map<String, Integer> registerAll(Map<String, Schema> schemas) {
    return store.registerAll(schemas);
  }

  @Override
  public Optional<Integer> known(String subject, Schema schema) {
    return store.known(subject, schema);
  }

  @Override
  public Optional<Schema> byId(Integer id) {
    return store.byId(id);
  }

  static int schemaId(byte @Nullable [] value) {
    byte[] checked = Headers.checked(value, MAGIC, WireFormat.HEADER_BYTES);
    return (checked[1] & 0xff) << 24
        | (checked[2] & 0xff) << 16
        | (checked[3] & 0xff) << 8
        | (checked[4] & 0xff);
  }
}
