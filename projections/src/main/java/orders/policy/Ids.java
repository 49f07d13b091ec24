package orders.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Derived ids: UUID version 5 (RFC 9562), so that doing a thing again gives the same id again.
public final class Ids {

  private static final ThreadLocal<MessageDigest> SHA1 = ThreadLocal.withInitial(Ids::sha1);

  private Ids() {}

  /// The id of the `index`-th thing that came of `parent`.
  public static UUID derived(UUID parent, int index) {
    return derived(parent, Integer.toString(index));
  }

  /// The id that `name` has within the namespace `parent`.
  public static UUID derived(UUID parent, String name) {
    MessageDigest digest = SHA1.get();
    digest.update(
        ByteBuffer.allocate(16)
            .putLong(parent.getMostSignificantBits())
            .putLong(parent.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(UTF_8)));
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x0000_0000_0000_5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
