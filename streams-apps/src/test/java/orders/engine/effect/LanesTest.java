package orders.engine.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Work on many requests at once.
class LanesTest {

  @Test
  void those_of_one_key_are_worked_on_one_after_the_other() {
    List<Long> worked = new ArrayList<>();
    try (var lanes = new Lanes(delivery -> note(worked, delivery))) {
      for (long offset = 0; offset < 20; offset++) {
        lanes.add(delivery("k", offset));
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                lanes.done();
                return lanes.size() == 0;
              });
    }
    assertThat(worked).isSorted().hasSize(20);
  }

  @Test
  void work_that_breaks_off_ends_the_session_instead_of_holding_its_queue_for_ever() {
    try (var lanes =
        new Lanes(
            delivery -> {
              throw new IllegalStateException("the registry is away");
            })) {
      lanes.add(delivery("k", 0));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThatThrownBy(lanes::done).hasRootCauseMessage("the registry is away"));
    }
  }

  private static Ruling note(List<Long> worked, Delivery delivery) {
    synchronized (worked) {
      worked.add(delivery.record().offset());
    }
    return new Ruling(delivery, Ruling.Fate.DONE, List.of());
  }

  private static Delivery delivery(String key, long offset) {
    return new Delivery(new ConsumerRecord<>("requests", 0, offset, key, new byte[] {1}), 0, false);
  }
}
