package orders.contract.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.contract.SchemaStore;
import orders.contract.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads the schemas topic into a book, committed records only. For one thread at a time.
final class SchemaTopicReader implements AutoCloseable {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.SCHEMAS, 0);
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;

  SchemaTopicReader(Map<String, ?> client) {
    consumer = new KafkaConsumer<>(SchemaTopicSettings.consumer(client));
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
  }

  /// Reads everything that is committed now.
  ///
  /// @throws SchemaStore.Unavailable when the end is not reached in time
  void readToEnd(SchemaBook book) {
    try {
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      readUntil(book, end);
    } catch (KafkaException e) {
      throw new SchemaStore.Unavailable("reading " + Topics.SCHEMAS + ": " + e.getMessage(), e);
    }
  }

  /// Reads until an offset is behind.
  void readUntil(SchemaBook book, long end) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (consumer.position(PARTITION) < end) {
      if (System.nanoTime() > deadline) {
        String what = "the end of " + Topics.SCHEMAS + " was not reached within " + WAIT_MAX;
        throw new SchemaStore.Unavailable(what, new TimeoutException(what));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(book, record);
      }
    }
  }

  private static void take(SchemaBook book, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return; // a compacted topic takes none
    }
    if (record.value() == null) {
      LogRecords.forget(book, record.offset(), record.key());
    } else {
      LogRecords.read(book, record.offset(), record.key(), record.value()).ifPresent(book::apply);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
