package orders.torture.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads whole topics, committed records only, each partition in its order.
final class Sweep implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WAIT = Duration.ofSeconds(30);

  /// Without a record for so long, a partition that has not come to its end never will.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;

  Sweep(KafkaConnection cluster) {
    this.consumer = new KafkaConsumer<>(ClientProperties.bulk(cluster, "orders-checker"));
  }

  /// Reads a topic up to where it is stable now.
  ///
  /// @throws IllegalStateException when it does not come to its end
  void read(String topic, int partitions, Consumer<ConsumerRecord<String, byte[]>> each) {
    List<TopicPartition> parts =
        java.util.stream.IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(parts);
    consumer.seekToBeginning(parts);
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(parts, WAIT));
    long deadline = System.nanoTime() + SILENCE_MAX.toNanos();
    while (!done(left)) {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        each.accept(record);
      }
      deadline = records.isEmpty() ? deadline : System.nanoTime() + SILENCE_MAX.toNanos();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(topic + " cannot be read to its end: " + left);
      }
    }
  }

  private boolean done(Map<TopicPartition, Long> left) {
    left.entrySet().removeIf(end -> consumer.position(end.getKey(), WAIT) >= end.getValue());
    return left.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
