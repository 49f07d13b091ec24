package orders.torture.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How long nothing happened.
class BeatsTest {

  @Test
  void a_gap_that_began_before_the_period_counts_whole() {
    assertThat(at(10, 50, 60).longestGap(20, 70)).isEqualTo(40);
  }

  @Test
  void a_gap_that_has_not_ended_counts_up_to_the_end_of_the_period() {
    assertThat(at(10, 20).longestGap(15, 90)).isEqualTo(70);
  }

  @Test
  void without_a_beat_it_is_the_whole_period() {
    assertThat(new Beats().longestGap(5, 25)).isEqualTo(20);
  }

  @Test
  void outages_count_in_the_period_in_which_they_began() {
    var outages = new Outages();
    outages.add(10, 90);
    outages.add(40, 60);
    assertThat(outages.longest(30, 100)).isEqualTo(20);
  }

  @Test
  void a_spread_names_what_half_all_but_one_in_a_hundred_and_all_took_at_most() {
    List<Long> millis = LongStream.rangeClosed(1, 200).boxed().toList();
    assertThat(Spread.of(millis)).isEqualTo(new Spread(200, 100, 198, 200));
    assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, 0, 0, 0));
  }

  private static Beats at(long... moments) {
    var beats = new Beats();
    LongStream.of(moments).forEach(beats::beat);
    return beats;
  }
}
