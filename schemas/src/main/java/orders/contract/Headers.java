package orders.contract;

import org.jspecify.annotations.Nullable;

/// What every format's header is asked first.
public final class Headers {

  private Headers() {}

  /// A value that has a whole header of the format that starts with a byte.
  ///
  /// @throws UndecodableRecord when it has none
  public static byte[] checked(byte @Nullable [] value, byte magic, int headerBytes) {
    if (value == null) {
      throw new UndecodableRecord(UndecodableRecord.Reason.NULL, "the record has no value");
    }
    if (value.length == 0) {
      throw new UndecodableRecord(UndecodableRecord.Reason.EMPTY, "the value has no bytes");
    }
    if (value[0] != magic) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.WRONG_MAGIC, "the first byte is " + (value[0] & 0xff));
    }
    if (value.length < headerBytes) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.TRUNCATED, "the value has " + value.length + " bytes");
    }
    return value;
  }
}
