package orders.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A clock that is moved by hand, and nothing else that ticks.
class PausesTest {

  private final AtomicLong clock = new AtomicLong(-7);
  private final Pauses pauses = Pauses.over(clock::get);

  @Test
  void a_process_that_ticks_never_stood_still() {
    for (int i = 0; i < 100; i++) {
      after(Pauses.STOPPED_MIN);
      pauses.tick();
    }
    assertThat(pauses.getAsLong()).isZero();
  }

  @Test
  void whoever_asks_first_after_a_stop_is_told_before_anything_ticked() {
    after(Pauses.STOPPED_MIN.plusNanos(1));
    assertThat(pauses.getAsLong()).isOne();
    assertThat(pauses.getAsLong()).isOne();
  }

  @Test
  void a_stop_that_ticked_first_counts_once_and_the_next_counts_again() {
    after(Duration.ofHours(1));
    pauses.tick();
    assertThat(pauses.getAsLong()).isOne();
    after(Duration.ofSeconds(4));
    assertThat(pauses.getAsLong()).isEqualTo(2);
  }

  private void after(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
