package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Parks the next thread of the order service that gets a record, once a file is there: a thread
/// that hangs while everything else goes on. Kafka's clients load it because the connection's
/// properties name it; nothing else knows it.
public final class Parking
    implements ConsumerInterceptor<Object, Object>, ProducerInterceptor<Object, Object> {

  private static final String SETTING = "test.park";
  private static final String THREAD = "order-service";

  /// What a process that is to be parked is started with.
  ///
  /// @param park once this file is there
  static Map<String, String> settings(Path directory, Path park) {
    Path properties = directory.resolve("parking.properties");
    try {
      Files.writeString(properties, "interceptor.classes=" + Parking.class.getName() + "\n", UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("config.file", properties.toString(), SETTING, park.toString());
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    String park = System.getenv("ORDERS_TEST_PARK");
    String thread = Thread.currentThread().getName();
    if (park != null && thread.contains(THREAD) && thread.contains("StreamThread")) {
      while (Files.exists(Path.of(park))) {
        LockSupport.parkNanos(this, Long.MAX_VALUE);
      }
    }
    return records;
  }

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> sent) {
    return sent;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Of no interest.
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    // Of no interest.
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Its setting comes with the process.
  }
}
