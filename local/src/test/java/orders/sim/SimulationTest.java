package orders.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import orders.projection.orders.OrderStatus;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole choreography under crashes, lost answers, repetitions and delays, seed by seed:
/// `-Dseeds=100000 -Dfirst=1` for a longer run, `-Dseeds=1 -Dfirst=4711` for one again.
class SimulationTest {

  private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
  private static final int SEEDS = Integer.getInteger("seeds", 2_000);
  private static final long FIRST = Long.getLong("first", 0);

  @Test
  void every_order_ends_and_all_books_agree() {
    Map<OrderStatus, Integer> ends = new EnumMap<>(OrderStatus.class);
    var crashes = new AtomicLong();
    var letters = new AtomicLong();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .forEach(
            seed -> {
              Judge.Verdict verdict = run(seed);
              crashes.addAndGet(verdict.crashes());
              letters.addAndGet(verdict.deadLetters());
              synchronized (ends) {
                verdict.ends().forEach((status, n) -> ends.merge(status, n, Integer::sum));
              }
            });
    LOG.info("{} seeds: {}, {} crashes, {} dead letters", SEEDS, ends, crashes, letters);
    if (SEEDS >= 100) {
      assertThat(ends)
          .containsOnlyKeys(
              OrderStatus.DELIVERED,
              OrderStatus.REJECTED,
              OrderStatus.CANCELLED,
              OrderStatus.RETURNED);
      assertThat(letters.get()).isPositive();
    }
  }

  @Test
  void the_same_seed_is_the_same_run() {
    assertThat(run(42)).isEqualTo(run(42));
  }

  private static Judge.Verdict run(long seed) {
    try {
      return new Simulation(seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
