package orders.contract.serde;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;

/// The schemas of values, those of Avro's primitives included.
final class Shapes {

  private static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final Schema LONG = Schema.create(Schema.Type.LONG);
  private static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
  private static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final Schema BYTES = Schema.create(Schema.Type.BYTES);

  private Shapes() {}

  /// @throws SerializationException for a value that is no Avro
  static Schema schema(Object data) {
    return switch (data) {
      case GenericContainer container -> container.getSchema();
      case CharSequence _ -> STRING;
      case Integer _ -> INT;
      case Long _ -> LONG;
      case Boolean _ -> BOOLEAN;
      case Float _ -> FLOAT;
      case Double _ -> DOUBLE;
      case byte[] _ -> BYTES;
      case ByteBuffer _ -> BYTES;
      default ->
          throw new SerializationException(
              data.getClass().getName()
                  + " is neither an Avro record nor one of Avro's primitives");
    };
  }
}
