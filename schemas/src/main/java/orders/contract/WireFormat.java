package orders.contract;

import java.io.OutputStream;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/// Confluent's wire format: `0x00`, the schema id as four bytes (most significant first), the Avro
/// body.
public final class WireFormat {

  /// Bytes before the body.
  public static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;
  private static final int BUFFER_BYTES = 512;
  private static final int BUFFER_KEPT_BYTES_MAX = 65_536;

  private WireFormat() {}

  /// The schema id of a value.
  ///
  /// @throws UndecodableRecord when the header is missing, short or another format's
  public static int schemaId(byte @Nullable [] value) {
    if (value == null) {
      throw new UndecodableRecord(UndecodableRecord.Reason.NULL, "the record has no value");
    }
    if (value.length == 0) {
      throw new UndecodableRecord(UndecodableRecord.Reason.EMPTY, "the value has no bytes");
    }
    if (value[0] != MAGIC) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.WRONG_MAGIC, "the first byte is " + (value[0] & 0xff));
    }
    if (value.length < HEADER_BYTES) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.TRUNCATED, "the value has " + value.length + " bytes");
    }
    return (value[1] & 0xff) << 24
        | (value[2] & 0xff) << 16
        | (value[3] & 0xff) << 8
        | (value[4] & 0xff);
  }

  /// A thread's own buffer, and the Avro encoder that writes into it without a buffer of its own.
  static final class Writer extends OutputStream {

    final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(this, null);
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int size;

    /// Starts a value over whatever an earlier, perhaps failed, one left.
    void start(int schemaId) {
      buffer[0] = MAGIC;
      buffer[1] = (byte) (schemaId >>> 24);
      buffer[2] = (byte) (schemaId >>> 16);
      buffer[3] = (byte) (schemaId >>> 8);
      buffer[4] = (byte) schemaId;
      size = HEADER_BYTES;
    }

    byte[] finish() {
      byte[] value = Arrays.copyOf(buffer, size);
      if (buffer.length > BUFFER_KEPT_BYTES_MAX) {
        buffer = new byte[BUFFER_BYTES];
      }
      return value;
    }

    @Override
    public void write(int oneByte) {
      reserve(1);
      buffer[size++] = (byte) oneByte;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      reserve(length);
      System.arraycopy(bytes, offset, buffer, size, length);
      size += length;
    }

    private void reserve(int length) {
      if (buffer.length - size < length) {
        buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + length));
      }
    }
  }
}
