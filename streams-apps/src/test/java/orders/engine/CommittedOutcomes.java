package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// A topic of outcomes, all of one command, and a consumer of it.
final class CommittedOutcomes {

  static final TopicPartition PARTITION = new TopicPartition("orders.outcomes", 0);
  static final UUID COMMAND = new UUID(7, 7);
  static final String FINGERPRINT = "00000000000000ff";

  private final Codec<Outcome> codec;
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private long end;

  CommittedOutcomes(Codec<Outcome> codec) {
    this.codec = codec;
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
  }

  MockConsumer<String, byte[]> consumer() {
    return consumer;
  }

  /// Has the consumer get one more.
  void append(boolean again, Outcome.Kind kind, long version) {
    var headers = new RecordHeaders();
    headers.add(Envelope.FINGERPRINT, Envelope.bytes(FINGERPRINT));
    headers.add(Envelope.REPLAYED, again ? Envelope.TRUE : Envelope.FALSE);
    byte[] value = codec.encode(outcome(kind, version));
    var record =
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            end++,
            0,
            TimestampType.LOG_APPEND_TIME,
            7,
            value.length,
            "order-1",
            value,
            headers,
            Optional.empty());
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private static Outcome outcome(Outcome.Kind kind, long version) {
    return new Outcome(
        COMMAND.toString(), "order-1", version, 1, kind, "", "", List.of(), Instant.EPOCH, 0, 3);
  }
}
