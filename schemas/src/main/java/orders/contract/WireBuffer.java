package orders.contract;

import java.io.OutputStream;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// A thread's own buffer, and the Avro encoder that writes into it without a buffer of its own.
public final class WireBuffer extends OutputStream {

  private static final int START_BYTES = 512;
  private static final int KEPT_BYTES_MAX = 65_536;

  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(this, null);
  private byte[] buffer = new byte[START_BYTES];
  private int size;

  /// What a body is written with, behind the header.
  public BinaryEncoder encoder() {
    return encoder;
  }

  /// Starts a value over whatever an earlier, perhaps failed, one left.
  public void start(byte[] header) {
    System.arraycopy(header, 0, buffer, 0, header.length);
    size = header.length;
  }

  /// The value as it was written, in an array of its own.
  public byte[] finish() {
    byte[] value = Arrays.copyOf(buffer, size);
    if (buffer.length > KEPT_BYTES_MAX) {
      buffer = new byte[START_BYTES];
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
