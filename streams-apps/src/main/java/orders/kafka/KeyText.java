package orders.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Keys as text, without loss: bytes that are no UTF-8 become a text that nobody else's key is, and
/// the same bytes again when they are written. A dead letter keeps its key so, whatever it was.
public final class KeyText {

  /// Begins what stands for bytes that are no text; no character of Unicode.
  private static final char FOREIGN = '\uFFFF';

  private static final char REPLACED = '\uFFFD';

  private KeyText() {}

  /// Whether a key stands for bytes that are no text.
  public static boolean foreign(String key) {
    return !key.isEmpty() && key.charAt(0) == FOREIGN;
  }

  static String text(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    boolean doubtful = foreign(text) || text.indexOf(REPLACED) >= 0;
    if (doubtful && (foreign(text) || !Arrays.equals(text.getBytes(UTF_8), bytes))) {
      return FOREIGN + new String(bytes, ISO_8859_1);
    }
    return text;
  }

  /// The bytes that a key was read from.
  public static byte[] bytes(String key) {
    return foreign(key) ? key.substring(1).getBytes(ISO_8859_1) : key.getBytes(UTF_8);
  }

  /// Reads keys.
  public static final class Reader implements Deserializer<String> {
    @Override
    public @Nullable String deserialize(String topic, byte @Nullable [] bytes) {
      return bytes == null ? null : text(bytes);
    }
  }

  /// Writes keys.
  public static final class Writer implements Serializer<String> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable String key) {
      return key == null ? null : bytes(key);
    }
  }
}
