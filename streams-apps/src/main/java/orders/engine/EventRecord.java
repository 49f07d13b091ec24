package orders.engine;

import java.time.Instant;
import java.util.Optional;
import orders.contract.UndecodableRecord;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Reads a record of an event topic.
///
/// Only an aggregate writes there, inside its transactions. A record that cannot be read therefore
/// means a broken log or an intruder, and the partition halts loudly instead of skipping a fact.
public final class EventRecord {

  private EventRecord() {}

  /// A record as a consumer got it.
  ///
  /// @throws BrokenLog naming topic, partition and offset
  public static <E> Recorded<E> read(ConsumerRecord<String, byte[]> record, Codec<E> codec) {
    return read(
        record.key(), record.value(), record.timestamp(), record.headers(), at(record), codec);
  }

  /// @throws BrokenLog naming topic, partition and offset
  public static <E> Recorded<E> read(
      @Nullable String key,
      byte @Nullable [] value,
      long timestampMs,
      Headers headers,
      RecordMetadata at,
      Codec<E> codec) {
    String id = Envelope.textOrNull(headers, Envelope.ID);
    String sequence = Envelope.textOrNull(headers, Envelope.SEQUENCE);
    if (value == null || id == null || sequence == null) {
      throw new BrokenLog(at, "value, ce_id or ce_sequence is missing", null);
    }
    if (timestampMs < 0) {
      throw new BrokenLog(at, "it has no time", null);
    }
    try {
      return new Recorded<>(
          Outside.key(key),
          Long.parseLong(sequence),
          id,
          Instant.ofEpochMilli(timestampMs),
          at.partition(),
          at.offset(),
          codec.decode(value));
    } catch (IllegalArgumentException | UndecodableRecord e) {
      throw new BrokenLog(at, String.valueOf(e.getMessage()), e);
    }
  }

  /// The type of the event that a record holds, told without reading it: see [Codec#typeOf].
  ///
  /// @throws BrokenLog naming topic, partition and offset
  public static String type(ConsumerRecord<String, byte[]> record, Codec<?> codec) {
    byte[] value = record.value();
    if (value == null || record.timestamp() < 0) {
      throw new BrokenLog(at(record), "it has no value or no time", null);
    }
    try {
      return codec.typeOf(value);
    } catch (UndecodableRecord e) {
      throw new BrokenLog(at(record), String.valueOf(e.getMessage()), e);
    }
  }

  private static At at(ConsumerRecord<?, ?> record) {
    return new At(record.topic(), record.partition(), record.offset());
  }

  /// The broken log behind a failure, if it is that.
  public static Optional<BrokenLog> broken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenLog broken) {
        return Optional.of(broken);
      }
    }
    return Optional.empty();
  }

  private record At(String topic, int partition, long offset) implements RecordMetadata {}

  /// An event topic holds something that is no event.
  public static final class BrokenLog extends RuntimeException {
    BrokenLog(RecordMetadata at, String why, @Nullable Throwable cause) {
      super(
          "no event at %s-%d@%d: %s".formatted(at.topic(), at.partition(), at.offset(), why),
          cause);
    }

    static BrokenLog timeless(ConsumerRecord<?, ?> record) {
      return new BrokenLog(at(record), "it has no time", null);
    }
  }
}
