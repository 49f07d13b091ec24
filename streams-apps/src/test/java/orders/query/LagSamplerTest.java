package orders.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import orders.kafka.BrokerUnreachable;
import org.junit.jupiter.api.Test;

/// What is looked at beside the samples goes on, whatever fails.
class LagSamplerTest {

  private static final Duration LOOKED_MAX = Duration.ofSeconds(20);

  @Test
  void a_cluster_that_is_away_and_a_look_that_fails_do_not_stop_the_others() {
    var samples = new AtomicInteger();
    var failed = new AtomicInteger();
    var looks = new AtomicInteger();
    try (var sampler =
        new LagSampler(
            () -> {
              samples.incrementAndGet();
              throw new BrokerUnreachable("away");
            })) {
      sampler.alongside(
          () -> {
            failed.incrementAndGet();
            throw new IllegalStateException("this look fails");
          });
      sampler.alongside(looks::incrementAndGet);

      await().atMost(LOOKED_MAX).until(() -> looks.get() >= 2);
    }
    assertThat(failed).hasValueGreaterThanOrEqualTo(2);
    assertThat(samples).hasValueGreaterThanOrEqualTo(2);
  }
}
