package orders.local;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import orders.engine.EnvelopeWriter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// What no topic of ours carries, each kind on its own in an otherwise good record.
public enum Poison {
  EMPTY,
  TRUNCATED,
  WRONG_MAGIC,
  UNKNOWN_ID,
  LEFT_OVER,
  CUT_OFF,
  HUGE,
  NULL_VALUE,
  WRONG_TYPE,
  NO_HEADERS,
  NULL_HEADER,
  GARBAGE_HEADERS,
  HUGE_HEADER,
  NULL_KEY,
  EMPTY_KEY,
  GARBAGE_KEY,
  RESERVED_KEY;

  private static final int HUGE_BYTES = 1_000_000;
  private static final byte[] NO_TEXT = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0, 'x'};

  /// Good records, to be spoilt.
  ///
  /// @param good a value that the topic carries
  /// @param other a value of ours that it does not
  public record Values(byte[] good, byte[] other) {}

  /// Whether the value is one that the topic carries, so that only who minds the envelope minds it.
  public boolean valueIsGood() {
    return switch (this) {
      case EMPTY, TRUNCATED, WRONG_MAGIC, UNKNOWN_ID, LEFT_OVER, CUT_OFF, HUGE, NULL_VALUE -> false;
      case WRONG_TYPE -> false;
      case NO_HEADERS, NULL_HEADER, GARBAGE_HEADERS, HUGE_HEADER -> true;
      case NULL_KEY, EMPTY_KEY, GARBAGE_KEY, RESERVED_KEY -> true;
    };
  }

  public ProducerRecord<byte[], byte[]> record(String topic, int partition, Values values) {
    return new ProducerRecord<>(topic, partition, key(), value(values), headers(values.good()));
  }

  private byte @Nullable [] value(Values values) {
    byte[] good = values.good();
    return switch (this) {
      case EMPTY -> new byte[0];
      case TRUNCATED -> new byte[] {0, 0, 0};
      case WRONG_MAGIC -> with(good, 0, 7);
      case UNKNOWN_ID -> with(with(good, 1, 0x7f), 2, 0x55);
      case LEFT_OVER -> Arrays.copyOf(good, good.length + 3);
      case CUT_OFF -> Arrays.copyOf(good, 6);
      case HUGE -> huge(good);
      case NULL_VALUE -> null;
      case WRONG_TYPE -> values.other();
      case NO_HEADERS, NULL_HEADER, GARBAGE_HEADERS, HUGE_HEADER -> good;
      case NULL_KEY, EMPTY_KEY, GARBAGE_KEY, RESERVED_KEY -> good;
    };
  }

  private byte @Nullable [] key() {
    return switch (this) {
      case NULL_KEY -> null;
      case EMPTY_KEY -> new byte[0];
      case GARBAGE_KEY -> NO_TEXT;
      case RESERVED_KEY -> bytes("~watermark");
      case EMPTY, TRUNCATED, WRONG_MAGIC, UNKNOWN_ID, LEFT_OVER, CUT_OFF, HUGE, NULL_VALUE ->
          good();
      case WRONG_TYPE, NO_HEADERS, NULL_HEADER, GARBAGE_HEADERS, HUGE_HEADER -> good();
    };
  }

  private Headers headers(byte[] good) {
    if (this == NO_HEADERS) {
      return new RecordHeaders();
    }
    Headers headers =
        new EnvelopeWriter("/poison")
            .envelope(UUID.randomUUID().toString(), name(), "poison", Instant.EPOCH, good)
            .add("ce_sequence", bytes("0000000001"))
            .add("x-of-the-sender", new byte[] {0, -1, 1});
    if (this == NULL_HEADER) {
      return headers.add("ce_id", null);
    }
    if (this == GARBAGE_HEADERS) {
      return headers.add("ce_id", NO_TEXT).add("ce_sequence", NO_TEXT);
    }
    return this == HUGE_HEADER ? headers.add("ce_idempotencykey", new byte[HUGE_BYTES]) : headers;
  }

  private static byte[] good() {
    return bytes(UUID.randomUUID().toString());
  }

  private static byte[] huge(byte[] good) {
    byte[] huge = new byte[HUGE_BYTES];
    new Random(1).nextBytes(huge);
    System.arraycopy(good, 0, huge, 0, 5);
    return huge;
  }

  private static byte[] with(byte[] bytes, int index, int value) {
    byte[] changed = bytes.clone();
    changed[index] = (byte) value;
    return changed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static List<Poison> all() {
    return List.of(values());
  }
}
