package orders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import orders.contract.SchemaStore;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadBudgetTest {

  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private final Throwable fault = new StreamsException("ours");
  private final Throwable away =
      new StreamsException(new SchemaStore.Unavailable("away", new IllegalStateException()));

  private final ThreadBudget budget = new ThreadBudget();

  @Test
  void a_fault_of_ours_is_tried_a_few_times_only() {
    for (int i = 0; i < ThreadBudget.REPLACEMENTS_MAX; i++) {
      assertThat(budget.allows(fault, START)).isTrue();
    }
    assertThat(budget.allows(fault, START)).isFalse();
    assertThat(budget.allows(fault, START.plus(ThreadBudget.WINDOW).plusMillis(1))).isTrue();
  }

  @Test
  void a_registry_that_is_away_for_a_minute_uses_nothing_up() {
    for (int second = 0; second < 60; second += 5) {
      assertThat(budget.allows(away, START.plusSeconds(second))).isTrue();
    }
    for (int i = 0; i < ThreadBudget.REPLACEMENTS_MAX; i++) {
      assertThat(budget.allows(fault, START)).isTrue();
    }
  }

  @Test
  void one_that_stays_away_ends_the_app() {
    Instant end = START.plus(ThreadBudget.OUTAGE_MAX);
    for (Instant at = START; !at.isAfter(end); at = at.plusSeconds(5)) {
      assertThat(budget.allows(away, at)).isTrue();
    }
    assertThat(budget.allows(away, end.plusSeconds(1))).isFalse();
  }

  @Test
  void after_a_quiet_time_an_outage_is_another() {
    assertThat(budget.allows(away, START)).isTrue();
    Instant later = START.plus(ThreadBudget.OUTAGE_MAX).plus(Duration.ofHours(1));
    assertThat(budget.allows(away, later)).isTrue();
  }
}
