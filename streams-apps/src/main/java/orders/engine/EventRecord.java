package orders.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import orders.contract.UndecodableRecord;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Reads a record of an event topic.
///
/// Only an aggregate writes there, inside its transactions. A record that cannot be read therefore
/// means a broken log or an intruder, and the partition halts loudly instead of skipping a fact. A
/// replay leaves the bodies unread that its view ignores; to verify the view reads them all.
public final class EventRecord {

  private EventRecord() {}

  /// A record as a consumer got it.
  ///
  /// @throws BrokenLog naming topic, partition and offset
  public static <E> Recorded<E> read(ConsumerRecord<String, byte[]> record, Codec<E> codec) {
    return head(record).read(codec);
  }

  /// A record as a consumer got it, unless its event is of a type that is ignored: then the body is
  /// not read. All that stands around it is looked at.
  ///
  /// @param ignored types as [Codec#typeOf] names them
  /// @throws BrokenLog naming topic, partition and offset
  public static <E> Optional<Recorded<E>> readUnless(
      ConsumerRecord<String, byte[]> record, Codec<E> codec, Set<String> ignored) {
    Head head = head(record);
    return !ignored.isEmpty() && ignored.contains(head.type(codec))
        ? Optional.empty()
        : Optional.of(head.read(codec));
  }

  /// @throws BrokenLog naming topic, partition and offset
  public static <E> Recorded<E> read(
      @Nullable String key,
      byte @Nullable [] value,
      long timestampMs,
      Headers headers,
      RecordMetadata at,
      Codec<E> codec) {
    return head(key, value, timestampMs, headers, at).read(codec);
  }

  private static Head head(ConsumerRecord<String, byte[]> record) {
    return head(record.key(), record.value(), record.timestamp(), record.headers(), at(record));
  }

  private static Head head(
      @Nullable String key,
      byte @Nullable [] value,
      long timestampMs,
      Headers headers,
      RecordMetadata at) {
    String id = Envelope.textOrNull(headers, Envelope.ID);
    String sequence = Envelope.textOrNull(headers, Envelope.SEQUENCE);
    if (value == null || id == null || sequence == null) {
      throw new BrokenLog(at, "value, ce_id or ce_sequence is missing", null);
    }
    if (timestampMs < 0) {
      throw new BrokenLog(at, "it has no time", null);
    }
    try {
      return new Head(Outside.key(key), Long.parseLong(sequence), id, timestampMs, value, at);
    } catch (IllegalArgumentException e) {
      throw new BrokenLog(at, String.valueOf(e.getMessage()), e);
    }
  }

  /// A record of which all but the body has been read.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(
      String key, long version, String id, long timestampMs, byte[] value, RecordMetadata at) {

    <E> Recorded<E> read(Codec<E> codec) {
      try {
        return new Recorded<>(
            key,
            version,
            id,
            Instant.ofEpochMilli(timestampMs),
            at.partition(),
            at.offset(),
            codec.decode(value));
      } catch (IllegalArgumentException | UndecodableRecord e) {
        throw new BrokenLog(at, String.valueOf(e.getMessage()), e);
      }
    }

    String type(Codec<?> codec) {
      try {
        return codec.typeOf(value);
      } catch (UndecodableRecord e) {
        throw new BrokenLog(at, String.valueOf(e.getMessage()), e);
      }
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
