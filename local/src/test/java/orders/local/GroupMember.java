package orders.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// An instance of an app, as far as its group knows.
final class GroupMember implements AutoCloseable {
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final AtomicBoolean joined = new AtomicBoolean();
  private final Thread thread;

  GroupMember(KafkaConnection kafka, String group, String topic) {
    var properties = ClientProperties.worker(kafka, "member", group);
    thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
                    consumer.subscribe(List.of(topic));
                    while (!leaving.get()) {
                      var _ = consumer.poll(Duration.ofMillis(100));
                      joined.set(!consumer.assignment().isEmpty());
                    }
                  }
                });
    await().atMost(Duration.ofSeconds(30)).untilTrue(joined);
  }

  @Override
  public void close() {
    leaving.set(true);
    await().atMost(Duration.ofSeconds(30)).until(() -> !thread.isAlive());
  }
}
