package orders.torture.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;

/// A request as it is sent, once or more often.
///
/// @param subject the order, SKU or customer; empty where the answer will name it
/// @param view which row a read asks for; else empty
/// @param path with the query, if any
/// @param key empty for a read
/// @param expected the version in `If-Match`; [Operation#NONE] without
/// @param body empty for a read
/// @param token the consistency token; empty without
record Ask(
    Kind kind,
    String subject,
    String view,
    String path,
    String key,
    long expected,
    String body,
    String token) {

  static Ask command(Kind kind, String subject, String path, String key, String body) {
    return new Ask(kind, subject, "", path, key, Operation.NONE, body, "");
  }

  static Ask read(String view, String subject, String path, String token) {
    return new Ask(Kind.READ, subject, view, path, "", Operation.NONE, "", token);
  }

  Ask ifMatch(long version) {
    return new Ask(kind, subject, view, path, key, version, body, token);
  }

  Ask withBody(String other) {
    return new Ask(kind, subject, view, path, key, expected, other, token);
  }

  boolean isRead() {
    return kind == Kind.READ;
  }

  /// What makes it the same request as another.
  String digest() {
    return sha256(path + "\n" + (expected == Operation.NONE ? "" : expected) + "\n" + body);
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
