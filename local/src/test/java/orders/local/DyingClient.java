package orders.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Ends its own process by SIGKILL at a record: Kafka's clients take it from a `client.properties`.
///
/// `dying.at` is `sent|acknowledged|consumed`, the beginning of a topic, how many of its records
/// there were, and maybe what a value must contain to count.
public final class DyingClient
    implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

  private static final AtomicLong COUNTED = new AtomicLong();

  private Point point = new Point("never", "", 0, "");

  /// Where it dies.
  record Point(String when, String topic, long count, String containing) {
    static Point parse(String text) {
      String[] parts = text.split(":", -1);
      return new Point(
          parts[0], parts[1], Long.parseLong(parts[2]), parts.length > 3 ? parts[3] : "");
    }
  }

  @Override
  public void configure(Map<String, ?> properties) {
    point = Point.parse(String.valueOf(properties.get("dying.at")));
  }

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
    seen("sent", record.topic(), record.value());
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (metadata != null && failure == null) {
      seen("acknowledged", metadata.topic(), null);
    }
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    for (ConsumerRecord<Object, Object> record : records) {
      seen("consumed", record.topic(), record.value());
    }
    return records;
  }

  private void seen(String what, String topic, @Nullable Object value) {
    if (!point.when().equals(what) || !topic.startsWith(point.topic())) {
      return;
    }
    String text = value instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : "";
    if (text.contains(point.containing()) && COUNTED.incrementAndGet() == point.count()) {
      die();
    }
  }

  private static void die() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-KILL", self).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot die", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Nothing here has a group.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
