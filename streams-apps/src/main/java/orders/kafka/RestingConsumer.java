package orders.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A Streams thread's consumer that waits for longer once no record has come for a while ([Rest]).
final class RestingConsumer extends KafkaConsumer<byte[], byte[]> {

  private final Rest rest = new Rest(System::nanoTime);
  private boolean worked;

  RestingConsumer(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (worked) {
      rest.busy(); // what came last may have taken its time
    }
    // Streams pauses the partitions whose stores are restored.
    Duration length = rest.length(timeout, () -> !paused().isEmpty());
    ConsumerRecords<byte[], byte[]> records = super.poll(length);
    worked = !records.isEmpty();
    return records;
  }
}
