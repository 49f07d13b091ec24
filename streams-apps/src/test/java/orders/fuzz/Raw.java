package orders.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import orders.engine.Envelope;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record with headers of our names, cut from any bytes: key, value, and a header each that
/// begins with a byte for its name. Parts end with 0xff, which no text in UTF-8 has.
public record Raw(String key, byte[] value, RecordHeaders headers) {

  private static final List<String> NAMES =
      List.of(
          Envelope.ID,
          Envelope.SEQUENCE,
          Envelope.FINGERPRINT,
          Envelope.EXPECTED_VERSION,
          Envelope.REPLY,
          Envelope.CORRELATION_ID,
          Envelope.IDEMPOTENCY_KEY,
          Envelope.TRACE_PARENT,
          Envelope.REPLAYED,
          Envelope.REASON,
          Envelope.ORIGIN,
          Envelope.LEFT_BYTES);

  public static Raw of(byte[] data) {
    var headers = new RecordHeaders();
    String key = "";
    byte[] value = {};
    int begin = 0;
    for (int part = 0; begin <= data.length; part++) {
      int end = begin;
      while (end < data.length && data[end] != (byte) 0xff) {
        end++;
      }
      byte[] bytes = Arrays.copyOfRange(data, begin, end);
      begin = end + 1;
      if (part == 0) {
        key = new String(bytes, UTF_8);
      } else if (part == 1) {
        value = bytes;
      } else if (bytes.length > 0) {
        headers.add(
            NAMES.get((bytes[0] & 0xff) % NAMES.size()),
            Arrays.copyOfRange(bytes, 1, bytes.length));
      }
    }
    return new Raw(key, value, headers);
  }
}
