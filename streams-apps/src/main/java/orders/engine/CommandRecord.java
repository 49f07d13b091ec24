package orders.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// The headers of a command, read in one pass.
record CommandRecord(
    String aggregateId,
    String commandId,
    String fingerprint,
    OptionalLong expectedVersion,
    boolean replyWanted,
    String correlationId,
    Optional<byte[]> idempotencyKey,
    Optional<byte[]> traceParent,
    Instant at) {

  /// Reads a command's envelope.
  ///
  /// @throws IllegalArgumentException naming the header that is missing or wrong
  static CommandRecord of(Record<String, byte[]> record) {
    var read = new Reader(record.headers());
    String key = Outside.check(record.key(), record.value(), record.headers());
    if (read.id == null) {
      throw new IllegalArgumentException("the header " + Envelope.ID + " is missing");
    }
    return new CommandRecord(
        key,
        java.util.UUID.fromString(read.id).toString(),
        read.fingerprint == null ? "" : read.fingerprint,
        read.expected == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(read.expected)),
        !"none".equals(read.reply),
        read.correlation == null ? read.id : read.correlation,
        Optional.ofNullable(read.idempotencyKey),
        Optional.ofNullable(read.traceParent),
        Instant.ofEpochMilli(record.timestamp()));
  }

  private static final class Reader {
    private @Nullable String id;
    private @Nullable String fingerprint;
    private @Nullable String expected;
    private @Nullable String reply;
    private @Nullable String correlation;
    private byte @Nullable [] idempotencyKey;
    private byte @Nullable [] traceParent;

    Reader(Headers headers) {
      for (Header header : headers) {
        read(header.key(), header.value());
      }
    }

    /// The last of a name counts, as everywhere.
    private void read(String name, byte @Nullable [] value) {
      switch (name) {
        case Envelope.ID -> id = text(value);
        case Envelope.FINGERPRINT -> fingerprint = text(value);
        case Envelope.EXPECTED_VERSION -> expected = text(value);
        case Envelope.REPLY -> reply = text(value);
        case Envelope.CORRELATION_ID -> correlation = text(value);
        case Envelope.IDEMPOTENCY_KEY -> idempotencyKey = value;
        case Envelope.TRACE_PARENT -> traceParent = value;
        default -> {
          // Other headers are the sender's own.
        }
      }
    }

    private static @Nullable String text(byte @Nullable [] value) {
      return value == null ? null : new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
