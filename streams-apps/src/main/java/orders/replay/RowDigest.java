package orders.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    sha256.update((byte) (partition >>> 8));
    sha256.update((byte) partition);
    sha256.update(key.getBytes(UTF_8));
    sha256.update((byte) 0);
    byte[] digest = sha256.digest(value);
    long[] words = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = (long) WORD.get(digest, i * Long.BYTES);
    }
    return words;
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
