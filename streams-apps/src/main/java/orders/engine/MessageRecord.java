package orders.engine;

import java.time.Instant;
import java.util.UUID;
import orders.projection.Recorded;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Reads a record of a topic that is no log of events, such as what a worker was told outside. It
/// has no version.
final class MessageRecord {

  private MessageRecord() {}

  /// @throws IllegalArgumentException naming what is missing or wrong
  /// @throws orders.contract.UndecodableRecord when the value is no such message
  static <E> Recorded<E> read(Record<String, byte[]> record, RecordMetadata at, Codec<E> codec) {
    String key = Outside.check(record.key(), record.value(), record.headers());
    byte @Nullable [] value = record.value();
    String id = Envelope.textOrNull(record.headers(), Envelope.ID);
    if (value == null || id == null) {
      throw new IllegalArgumentException("value or ce_id is missing");
    }
    return new Recorded<>(
        UUID.fromString(key).toString(),
        0,
        UUID.fromString(id).toString(),
        Instant.ofEpochMilli(record.timestamp()),
        at.partition(),
        at.offset(),
        codec.decode(value));
  }
}
