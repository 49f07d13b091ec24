package orders.engine;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A record that cannot be processed, as it is put aside: as it came, with the reason and where it
/// stood. One that compression made small and that is beyond [#BYTES_MAX] as it is stays where it
/// stood; its letter says how large it is.
///
/// @param key as the record had it
public record DeadLetter(@Nullable String key, byte @Nullable [] value, Headers headers) {

  /// Of key, value and headers; a topic of dead letters takes a little more.
  public static final int BYTES_MAX = 3 * 1_048_576;

  private static final int REASON_CHARS_MAX = 500;

  /// @param origin `topic-partition@offset`
  public static DeadLetter of(
      @Nullable String key,
      byte @Nullable [] value,
      Headers headers,
      String origin,
      String reason) {
    long bytes = bytes(key, value, headers);
    boolean whole = bytes <= BYTES_MAX;
    Headers kept = whole ? new RecordHeaders(headers) : new RecordHeaders();
    kept.add(Envelope.REASON, Envelope.bytes(said(reason)));
    kept.add(Envelope.ORIGIN, Envelope.bytes(origin));
    if (!whole) {
      kept.add(Envelope.LEFT_BYTES, Envelope.bytes(Long.toString(bytes)));
    }
    return new DeadLetter(whole ? key : null, whole ? value : null, kept);
  }

  /// A reason on one line of a bounded length: it may quote what it is about.
  public static String said(@Nullable String reason) {
    String line = String.valueOf(reason).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= REASON_CHARS_MAX ? line : line.substring(0, REASON_CHARS_MAX) + "…";
  }

  private static long bytes(@Nullable String key, byte @Nullable [] value, Headers headers) {
    long bytes = (key == null ? 0 : 3L * key.length()) + (value == null ? 0 : value.length);
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
