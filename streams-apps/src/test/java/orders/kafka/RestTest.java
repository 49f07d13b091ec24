package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How long a thread waits for records, under a clock that is moved by hand.
class RestTest {

  private static final Duration SHORT = Duration.ofMillis(5);

  private long now;
  private boolean restoring;
  private final Rest rest = new Rest(() -> now);

  @Test
  void a_thread_that_has_just_begun_or_had_a_record_looks_at_its_clocks_soon() {
    assertThat(length(SHORT)).isEqualTo(SHORT);
    now += Rest.AFTER.toNanos();
    rest.busy();
    now += Rest.AFTER.toNanos() - 1;
    assertThat(length(SHORT)).isEqualTo(SHORT);
  }

  @Test
  void after_a_while_without_any_it_rests() {
    now += Rest.AFTER.toNanos();
    assertThat(length(SHORT)).isEqualTo(Rest.LENGTH);
  }

  @Test
  void it_does_not_rest_while_it_is_given_a_store() {
    now += Rest.AFTER.toNanos();
    restoring = true;
    assertThat(length(SHORT)).isEqualTo(SHORT);
    restoring = false;
    assertThat(length(SHORT)).isEqualTo(Rest.LENGTH);
  }

  @Test
  void who_only_asks_or_waits_for_longer_is_left_alone() {
    now += Rest.AFTER.toNanos();
    assertThat(length(Duration.ZERO)).isEqualTo(Duration.ZERO);
    assertThat(length(Rest.LENGTH.plusMillis(1))).isEqualTo(Rest.LENGTH.plusMillis(1));
  }

  private Duration length(Duration asked) {
    return rest.length(asked, () -> restoring);
  }
}
