package orders.codec;

import org.apache.avro.specific.SpecificRecord;

/// Avro records of the bundled schemas as bytes in the format of a registry, and back.
public interface Wire {

  byte[] encode(SpecificRecord record);

  /// @throws orders.contract.UndecodableRecord when the bytes are no record of a bundled schema
  SpecificRecord decode(byte[] bytes);

  /// The simple name of the record that the bytes are. The rest of them need not be read.
  ///
  /// @throws orders.contract.UndecodableRecord when the bytes are seen to be no such record
  String type(byte[] bytes);
}
