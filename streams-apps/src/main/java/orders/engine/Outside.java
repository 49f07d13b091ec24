package orders.engine;

import orders.kafka.KeyText;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The outside of what is sent to our apps: what no message of ours exceeds, whatever it says. What
/// is derived from a message copies its key and some of its headers and must fit into a record,
/// too.
public final class Outside {

  /// Of a message; an HTTP request that becomes one has 64 KiB.
  public static final int VALUE_BYTES_MAX = 262_144;

  public static final int KEY_CHARS_MAX = 256;

  /// Of all headers together.
  public static final int HEADER_BYTES_MAX = 16_384;

  private static final char RESERVED = '~';

  private Outside() {}

  /// Returns the key.
  ///
  /// @throws IllegalArgumentException naming what is missing or too large
  public static String check(@Nullable String key, byte @Nullable [] value, Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    if (bytes > HEADER_BYTES_MAX) {
      throw new IllegalArgumentException("the headers have " + bytes + " bytes");
    }
    if (value != null && value.length > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException("the value has " + value.length + " bytes");
    }
    return key(key);
  }

  /// A key that may name an aggregate or a row. What begins with a tilde is the stores' own.
  ///
  /// @throws IllegalArgumentException saying why it may not
  static String key(@Nullable String key) {
    if (key == null) {
      throw new IllegalArgumentException("the record has no key");
    }
    if (key.isEmpty() || key.length() > KEY_CHARS_MAX) {
      throw new IllegalArgumentException("the key has " + key.length() + " characters");
    }
    if (KeyText.foreign(key) || key.charAt(0) == RESERVED) {
      throw new IllegalArgumentException("the key names nothing that could be ours");
    }
    return key;
  }
}
