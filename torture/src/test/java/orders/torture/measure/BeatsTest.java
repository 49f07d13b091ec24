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
  void of_an_outage_that_began_before_a_period_what_lies_in_it_counts() {
    var outages = new Outages();
    outages.begin(10).over(90);
    outages.begin(40).over(60);
    outages.begin(5).over(20);
    assertThat(outages.longest(30, 100)).isEqualTo(60);
  }

  @Test
  void an_outage_that_is_not_over_counts_up_to_the_end_of_the_period() {
    var outages = new Outages();
    outages.begin(40);
    assertThat(outages.longest(30, 100)).isEqualTo(60);
  }

  @Test
  void the_first_beat_after_a_moment_is_when_there_was_progress() {
    assertThat(at(10, 50, 60).after(10)).hasValue(50);
    assertThat(at(10, 50, 60).after(60)).isEmpty();
  }

  @Test
  void what_was_so_before_a_break_does_not_count() {
    var steady = new Steady();
    steady.look(10, true);
    steady.look(20, true);
    assertThat(steady.since()).hasValue(10);
    steady.look(30, false);
    assertThat(steady.since()).isEmpty();
    steady.look(40, true);
    steady.look(50, true);
    assertThat(steady.since()).hasValue(40);
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
