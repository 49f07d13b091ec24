package orders.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What the auditor need not look at again.
class SeenTest {

  private static final TopicPartition EVENTS = new TopicPartition("orders.events", 0);
  private static final TopicPartition ROWS = new TopicPartition("billing.invoices.v1", 0);
  private static final Map<TopicPartition, Long> ENDS = Map.of(EVENTS, 7L, ROWS, 9L);

  private long now;
  private final Seen<String> seen = new Seen<>(() -> now);

  @Test
  void what_was_never_looked_at_is() {
    assertThat(seen.unchanged("billing", ENDS)).isFalse();
  }

  @Test
  void what_has_not_grown_is_not_looked_at_again() {
    seen.right("billing", ENDS, now);
    assertThat(seen.unchanged("billing", ENDS)).isTrue();
    assertThat(seen.unchanged("shipping", ENDS)).isFalse();
  }

  @Test
  void one_more_event_or_row_is_enough() {
    seen.right("billing", ENDS, now);
    assertThat(seen.unchanged("billing", Map.of(EVENTS, 8L, ROWS, 9L))).isFalse();
    assertThat(seen.unchanged("billing", Map.of(EVENTS, 7L, ROWS, 10L))).isFalse();
  }

  @Test
  void it_is_believed_for_a_while_only_from_when_the_look_began() {
    long began = now;
    now += Seen.BELIEVED_MAX.toNanos() / 2;
    seen.right("billing", ENDS, began);
    assertThat(seen.unchanged("billing", ENDS)).isTrue();
    now += Seen.BELIEVED_MAX.toNanos() / 2;
    assertThat(seen.unchanged("billing", ENDS)).isFalse();
  }

  @Test
  void what_another_has_taken_over_is_forgotten() {
    seen.right("billing", ENDS, now);
    seen.right("shipping", ENDS, now);
    seen.forgetAllBut(List.of("shipping"));
    assertThat(seen.unchanged("billing", ENDS)).isFalse();
    assertThat(seen.unchanged("shipping", ENDS)).isTrue();
  }
}
