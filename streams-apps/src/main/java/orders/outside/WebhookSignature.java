package orders.outside;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a call comes from whoever has the secret, and recently, as the Standard Webhooks
/// specification says: HMAC-SHA256 over `id.timestamp.body`.
final class WebhookSignature {

  /// How old a call may be, and how far ahead the caller's clock.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String SECRET_PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private final SecretKeySpec key;

  /// @param secret `whsec_` and at least 24 bytes in Base64
  /// @throws IllegalArgumentException when it is not
  WebhookSignature(String secret) {
    byte[] bytes =
        secret.startsWith(SECRET_PREFIX)
            ? Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()))
            : new byte[0];
    if (bytes.length < 24) {
      throw new IllegalArgumentException(
          "callback.secret is whsec_ and at least 24 bytes in Base64");
    }
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /// @param signatures separated by spaces, while a secret is being exchanged for another
  boolean valid(String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (!timestamp.matches("\\d{1,12}")
        || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(TOLERANCE)
            > 0) {
      return false;
    }
    byte[] wanted =
        (VERSION + Base64.getEncoder().encodeToString(mac(id, timestamp, body)))
            .getBytes(StandardCharsets.UTF_8);
    return Arrays.stream(signatures.split(" ", -1))
        .anyMatch(given -> MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted));
  }

  private byte[] mac(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
