package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsClients;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thread of Kafka Streams that is fenced drops what it has and subscribes again. Its group has
/// seen nothing of that, since a member with a name does not leave.
class ComesBackTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void one_that_has_dropped_its_tasks_has_the_work_shared_out_anew() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0, 2);
        var fenced = member(kafka.connection(), "a");
        var other = member(kafka.connection(), "b")) {
      awaitShared(fenced, other);
      int generation = other.groupMetadata().generationId();
      String id = fenced.groupMetadata().memberId();

      fenced.unsubscribe();
      fenced.subscribe(List.of(Topics.ORDERS_EVENTS));

      await()
          .atMost(SOON)
          .until(
              () -> {
                poll(fenced, other);
                return other.groupMetadata().generationId() > generation;
              });
      awaitShared(fenced, other);
      assertThat(fenced.groupMetadata().memberId()).isNotEqualTo(id);
    }
  }

  private static void awaitShared(Consumer<?, ?> one, Consumer<?, ?> other) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              poll(one, other);
              return one.assignment().size() == 1 && other.assignment().size() == 1;
            });
  }

  private static void poll(Consumer<?, ?> one, Consumer<?, ?> other) {
    var _ = one.poll(Duration.ofMillis(50));
    var _ = other.poll(Duration.ofMillis(50));
  }

  private static Consumer<byte[], byte[]> member(KafkaConnection kafka, String name) {
    Map<String, Object> settings = ClientProperties.worker(kafka, name, "app");
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 100);
    Consumer<byte[], byte[]> consumer = new StreamsClients().getConsumer(settings);
    consumer.subscribe(List.of(Topics.ORDERS_EVENTS));
    return consumer;
  }
}
