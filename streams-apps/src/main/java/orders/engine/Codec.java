package orders.engine;

/// A domain value as the bytes of a record, and its type as the record's headers name it.
///
/// @param <T> the domain type
public interface Codec<T> {

  byte[] encode(T value);

  /// @throws orders.contract.UndecodableRecord when the bytes are not such a value
  T decode(byte[] bytes);

  /// What the bytes are, as CloudEvents name it: Avro, unless a reader outside wants another.
  default String contentType() {
    return "application/avro";
  }

  /// The simple name of the value's type, such as `OrderPlaced`.
  String type(T value);

  /// The type of an encoded value, told by its head where the format allows.
  ///
  /// @throws orders.contract.UndecodableRecord when the bytes are seen to be no such value
  default String typeOf(byte[] bytes) {
    return type(decode(bytes));
  }
}
