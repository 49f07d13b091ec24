package orders.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StableOffsetsTest {

  private static final TopicPartition ONE = new TopicPartition("orders.events", 0);
  private static final TopicPartition OTHER = new TopicPartition("orders.events", 1);
  private static final Instant START = Instant.EPOCH;

  private final StableOffsets offsets = new StableOffsets();

  @Test
  void a_partition_at_its_end_does_not_stand_still() {
    look(0, 10, 10);
    look(60, 10, 10);
    assertThat(stuckAt(60)).isZero();
  }

  @Test
  void one_that_moves_does_not_stand_still_however_far_its_end_is() {
    look(0, 10, 12);
    look(30, 20, 25);
    assertThat(stuckAt(30)).isZero();
  }

  @Test
  void one_that_is_held_is_counted_from_when_it_was_seen_first() {
    look(0, 10, 12);
    look(30, 10, 900);
    assertThat(stuckAt(45)).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void a_transaction_that_ends_sets_readers_free() {
    look(0, 10, 12);
    look(30, 12, 12);
    assertThat(stuckAt(45)).isZero();
  }

  @Test
  void the_longest_counts() {
    offsets.observe(Map.of(ONE, 1L, OTHER, 1L), Map.of(ONE, 2L, OTHER, 1L), START);
    offsets.observe(Map.of(ONE, 1L, OTHER, 1L), Map.of(ONE, 2L, OTHER, 2L), at(20));
    assertThat(stuckAt(30)).isEqualTo(Duration.ofSeconds(30));
  }

  private void look(long second, long stable, long end) {
    offsets.observe(Map.of(ONE, stable), Map.of(ONE, end), at(second));
  }

  private Duration stuckAt(long second) {
    return offsets.longest(at(second));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
