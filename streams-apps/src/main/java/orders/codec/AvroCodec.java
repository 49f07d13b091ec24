package orders.codec;

import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.engine.Codec;
import org.apache.avro.specific.SpecificRecord;

/// A codec by way of an Avro record.
abstract class AvroCodec<T> implements Codec<T> {

  private final Wire wire;

  AvroCodec(Wire wire) {
    this.wire = wire;
  }

  abstract SpecificRecord toAvro(T value);

  /// @throws UndecodableRecord when the record is of another kind
  abstract T fromAvro(SpecificRecord record);

  @Override
  public final byte[] encode(T value) {
    return wire.encode(toAvro(value));
  }

  @Override
  public final T decode(byte[] bytes) {
    SpecificRecord record = wire.decode(bytes);
    try {
      return fromAvro(record);
    } catch (IllegalArgumentException | NullPointerException | ArithmeticException e) {
      // A schema allows more than a type does: a null where this kind has a value, a time too far.
      throw new UndecodableRecord(Reason.INVALID_VALUE, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String type(T value) {
    return value.getClass().getSimpleName();
  }

  @Override
  public final String typeOf(byte[] bytes) {
    return wire.type(bytes);
  }

  static UndecodableRecord unexpected(SpecificRecord record, String wanted) {
    return new UndecodableRecord(
        Reason.UNEXPECTED_TYPE, record.getSchema().getFullName() + " is no " + wanted);
  }

  /// A symbol that a newer writer knows and this reader does not.
  static UndecodableRecord unrecognised(String field) {
    return new UndecodableRecord(Reason.INVALID_VALUE, "unrecognised symbol in " + field);
  }
}
