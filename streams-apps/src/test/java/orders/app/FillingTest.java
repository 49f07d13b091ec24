package orders.app;

import static org.assertj.core.api.Assertions.assertThat;

import orders.query.LocalTables.Copies;
import org.junit.jupiter.api.Test;

/// When an instance whose tables are being filled may be called ready.
class FillingTest {

  private static final Copies ALL = copies(4, 4, 100);

  private final Filling filling = new Filling();

  @Test
  void it_is_over_when_every_copy_has_everything() {
    assertThat(filling.look(true, copies(3, 4, 90))).isFalse();
    assertThat(filling.look(true, ALL)).isTrue();
  }

  @Test
  void what_is_found_before_every_table_runs_says_nothing() {
    for (int look = 0; look < 2 * Filling.LOOKS_MAX; look++) {
      assertThat(filling.look(false, look % 2 == 0 ? ALL : Copies.NONE)).isFalse();
    }
    assertThat(filling.look(true, copies(3, 4, 100))).isFalse();
  }

  @Test
  void copies_that_go_on_are_waited_for() {
    for (int look = 1; look < Filling.LOOKS_MAX; look++) {
      assertThat(filling.look(true, copies(3, 4, look))).as("look %d", look).isFalse();
    }
    assertThat(filling.look(true, copies(3, 4, Filling.LOOKS_MAX))).isTrue();
  }

  @Test
  void copies_that_stand_still_are_given_up() {
    filling.look(true, copies(3, 4, 90));
    for (int look = 1; look < Filling.STILL_MAX; look++) {
      assertThat(filling.look(true, copies(3, 4, 90))).as("look %d", look).isFalse();
    }
    assertThat(filling.look(true, copies(3, 4, 90))).isTrue();
  }

  @Test
  void one_more_copy_or_a_rebalance_begins_the_wait_anew() {
    standStill(2);
    standStill(3);
    assertThat(filling.look(false, copies(3, 4, 90))).isFalse();
    standStill(3);
    assertThat(filling.look(true, ALL)).isTrue();
  }

  @Test
  void it_stays_so_although_readers_are_given_other_copies_later() {
    filling.look(true, ALL);
    assertThat(filling.look(true, copies(4, 6, 100))).isTrue();
    assertThat(filling.look(false, Copies.NONE)).isTrue();
  }

  @Test
  void an_instance_that_was_given_nothing_waits_a_little_for_what_may_come() {
    for (int look = 0; look < Filling.NOTHING_MAX; look++) {
      var orders = new Copies(4, 4, 100 + look, 1);
      assertThat(filling.look(true, orders)).as("look %d", look).isFalse();
    }
    assertThat(filling.look(true, new Copies(4, 4, 200, 1))).isTrue();
  }

  @Test
  void that_wait_begins_anew_with_each_rebalance_and_each_copy_that_is_not_full() {
    var nothingOfOne = new Copies(4, 4, 100, 1);
    waitsAsLongAsItMay(nothingOfOne);
    assertThat(filling.look(false, nothingOfOne)).isFalse();
    waitsAsLongAsItMay(nothingOfOne);
    assertThat(filling.look(true, new Copies(4, 5, 101, 1))).isFalse();
    waitsAsLongAsItMay(nothingOfOne);
    assertThat(filling.look(true, nothingOfOne)).isTrue();
  }

  private void waitsAsLongAsItMay(Copies nothingOfOne) {
    for (int look = 0; look < Filling.NOTHING_MAX; look++) {
      assertThat(filling.look(true, nothingOfOne)).isFalse();
    }
  }

  @Test
  void what_comes_to_it_then_is_waited_for() {
    filling.look(true, new Copies(0, 0, 0, 2));
    filling.look(false, Copies.NONE); // it is given out
    assertThat(filling.look(true, copies(3, 4, 10))).isFalse();
    assertThat(filling.look(true, ALL)).isTrue();
  }

  private static Copies copies(long complete, long of, long taken) {
    return new Copies(complete, of, taken, 0);
  }

  /// A look that may find more, and as many that do not as are waited for.
  private void standStill(long complete) {
    for (int look = 0; look < Filling.STILL_MAX; look++) {
      assertThat(filling.look(true, copies(complete, 4, 90))).isFalse();
    }
  }
}
