package orders.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The header names of the CloudEvents 1.0 Kafka binding, and ours beside them.
public final class Envelope {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String SOURCE = "ce_source";
  public static final String TYPE = "ce_type";
  public static final String SUBJECT = "ce_subject";
  public static final String TIME = "ce_time";

  /// Ten digits, zero-padded: the aggregate's version, in the order of its text.
  public static final String SEQUENCE = "ce_sequence";

  public static final String CORRELATION_ID = "ce_correlationid";
  public static final String CAUSATION_ID = "ce_causationid";
  public static final String IDEMPOTENCY_KEY = "ce_idempotencykey";
  public static final String DATA_SCHEMA = "ce_dataschema";
  public static final String CONTENT_TYPE = "content-type";
  public static final String TRACE_PARENT = "traceparent";

  /// On a command: the version that its sender has seen.
  public static final String EXPECTED_VERSION = "ce_expectedversion";

  /// On a command, its events and its outcome: what tells two bodies under one command id apart.
  public static final String FINGERPRINT = "ce_fingerprint";

  /// On a command: `none` when nobody waits for its outcome.
  public static final String REPLY = "ce_reply";

  /// On an outcome: `true` when the command had been decided before, else `false`.
  public static final String REPLAYED = "ce_replayed";

  /// On a dead letter: why it is one.
  public static final String REASON = "ce_deadletterreason";

  /// On a dead letter: where it stood, `topic-partition@offset`.
  public static final String ORIGIN = "ce_deadletterorigin";

  /// On a dead letter that was too large to be copied: how many bytes are left where it stood.
  public static final String LEFT_BYTES = "ce_deadletterleftbytes";

  static final byte[] AVRO = bytes("application/avro");
  static final byte[] VERSION_1_0 = bytes("1.0");
  static final byte[] NONE = bytes("none");
  static final byte[] TRUE = bytes("true");
  static final byte[] FALSE = bytes("false");

  private Envelope() {}

  /// The header's text; empty when it is absent.
  public static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(textOrNull(headers, name));
  }

  static @Nullable String textOrNull(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The version as ten digits.
  public static String sequence(long version) {
    String digits = Long.toString(version);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
