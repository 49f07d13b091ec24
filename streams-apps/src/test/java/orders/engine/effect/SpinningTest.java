package orders.engine.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Polls that wait, and polls that do not, under clocks that are moved by hand.
class SpinningTest {

  private long now;
  private long cpu;
  private final Spinning spinning = new Spinning(() -> now, () -> cpu);

  @Test
  void polls_that_wait_take_next_to_no_cpu_time() {
    poll(2 * Spinning.IN_A_ROW, 250, 5, true);
    assertThat(spinning.spins()).isFalse();
  }

  @Test
  void those_that_go_round_and_round_are_noticed_after_some() {
    poll(Spinning.IN_A_ROW - 1, 250, 200, true);
    assertThat(spinning.spins()).isFalse();
    poll(1, 250, 200, true);
    assertThat(spinning.spins()).isTrue();
  }

  @Test
  void those_that_have_to_share_their_cpu_are_noticed_all_the_same() {
    poll(Spinning.IN_A_ROW, 250, 20, true);
    assertThat(spinning.spins()).isTrue();
  }

  @Test
  void one_that_waits_in_between_is_enough() {
    poll(Spinning.IN_A_ROW - 1, 250, 200, true);
    poll(1, 250, 5, true);
    poll(1, 250, 200, true);
    assertThat(spinning.spins()).isFalse();
  }

  @Test
  void those_that_bring_something_may_take_their_time() {
    poll(2 * Spinning.IN_A_ROW, 5, 5, false);
    assertThat(spinning.spins()).isFalse();
  }

  private void poll(int times, long tookMs, long cpuMs, boolean empty) {
    for (int i = 0; i < times; i++) {
      spinning.begin();
      now += tookMs * 1_000_000;
      cpu += cpuMs * 1_000_000;
      spinning.end(empty);
    }
  }
}
