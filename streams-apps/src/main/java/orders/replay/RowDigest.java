package orders.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A digest of rows that does not depend on their order: the sum of a SHA-256 of each.
final class RowDigest {

  private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(256);

  private final MessageDigest sha256;
  private BigInteger sum = BigInteger.ZERO;

  RowDigest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  void add(int partition, String key, byte[] value) {
    sha256.update((byte) (partition >>> 8));
    sha256.update((byte) partition);
    sha256.update(key.getBytes(UTF_8));
    sha256.update((byte) 0);
    sum = sum.add(new BigInteger(1, sha256.digest(value))).mod(SIZE);
  }

  /// 64 hexadecimal digits.
  String hex() {
    return String.format("%064x", sum);
  }
}
