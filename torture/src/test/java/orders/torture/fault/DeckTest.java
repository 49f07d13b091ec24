package orders.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What comes when.
class DeckTest {

  private static final long SEED = 4_711;

  @Test
  void every_fault_has_its_turn_before_one_comes_again_and_a_quarter_is_quiet() {
    List<Optional<Fault>> drawn = drawn(Fault.all(), 2 * (26 + 9));
    for (List<Optional<Fault>> round : List.of(drawn.subList(0, 35), drawn.subList(35, 70))) {
      assertThat(round.stream().flatMap(Optional::stream))
          .containsExactlyInAnyOrderElementsOf(Fault.all());
    }
  }

  @Test
  void quiet_periods_remain_however_few_faults_are_asked_for() {
    assertThat(drawn(List.of(Fault.POISON), 4)).contains(Optional.empty());
  }

  @Test
  void the_same_seed_draws_the_same() {
    assertThat(drawn(Fault.all(), 100)).isEqualTo(drawn(Fault.all(), 100));
  }

  private static List<Optional<Fault>> drawn(List<Fault> faults, int count) {
    var deck = new Deck(faults, new Dice(new SplittableRandom(SEED)));
    List<Optional<Fault>> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(deck.draw());
    }
    return drawn;
  }
}
