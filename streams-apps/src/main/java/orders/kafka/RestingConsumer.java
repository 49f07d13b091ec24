package orders.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A Streams thread's consumer that waits for longer once no record has come for a while ([Rest]),
/// and that has the work shared out anew when it comes back without what it had.
///
/// A thread that was fenced drops its tasks with their state, and subscribes again. A member with a
/// name is still one then, and would be given the same tasks, cold, although others are warm.
final class RestingConsumer extends KafkaConsumer<byte[], byte[]> {

  private final Rest rest = new Rest(System::nanoTime);
  private boolean worked;
  private Optional<ConsumerGroupMetadata> dropped = Optional.empty();

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
    dropped.ifPresent(this::comesBack);
    worked = !records.isEmpty();
    return records;
  }

  @Override
  public void unsubscribe() {
    dropped = Optional.of(groupMetadata());
    super.unsubscribe();
  }

  /// Another id says that it has joined; the same generation, that nothing was shared out for it.
  private void comesBack(ConsumerGroupMetadata before) {
    ConsumerGroupMetadata now = groupMetadata();
    if (!now.memberId().equals(before.memberId())) {
      dropped = Optional.empty();
      if (now.generationId() == before.generationId()) {
        enforceRebalance("it has dropped its tasks");
      }
    }
  }
}
