package orders.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A digest of rows that does not depend on their order: the sum of a SHA-256 of each.
final class RowDigest {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// Of 64 bits in a SHA-256.
  private static final int WORDS = 4;

  private final long[] sum = new long[WORDS];
  private final MessageDigest sha256;
  private ByteBuffer buffer = ByteBuffer.allocate(1024); // of one row: one call of the digest

  RowDigest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  void add(int partition, String key, byte[] value) {
    add(row(partition, key, value));
  }

  /// What one row adds to the sum.
  long[] row(int partition, String key, byte[] value) {
    byte[] name = key.getBytes(UTF_8);
    ByteBuffer row = buffer(2 + name.length + 1 + value.length);
    row.putShort((short) partition).put(name).put((byte) 0).put(value);
    sha256.update(row.flip());
    byte[] digest = sha256.digest();
    long[] words = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = (long) WORD.get(digest, i * Long.BYTES);
    }
    return words;
  }

  private ByteBuffer buffer(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocate(bytes * 2);
    }
    return buffer.clear();
  }

  /// Adds rows, or the sum of other rows, modulo 2^256.
  void add(long[] words) {
    long carry = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      long added = sum[i] + words[i];
      long total = added + carry;
      boolean over =
          Long.compareUnsigned(added, sum[i]) < 0 || Long.compareUnsigned(total, added) < 0;
      sum[i] = total;
      carry = over ? 1 : 0;
    }
  }

  void add(RowDigest other) {
    add(other.sum);
  }

  /// 64 hexadecimal digits.
  String hex() {
    return String.format("%016x%016x%016x%016x", sum[0], sum[1], sum[2], sum[3]);
  }
}
