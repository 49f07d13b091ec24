package orders.torture.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An order of calls is found when there is one, whatever else the order did by itself.
class SearchTest {

  @Test
  void one_call_after_the_other_is_explained() {
    assertThat(explains(placed(0, 1), shows(Stage.PLACED, 2, 3), cancelled(4, 5))).isTrue();
  }

  @Test
  void calls_at_the_same_time_may_have_any_order() {
    assertThat(explains(shows(Stage.CANCELLED, 0, 9), cancelled(0, 9), placed(0, 9))).isTrue();
  }

  @Test
  void an_order_is_not_seen_before_somebody_placed_it() {
    assertThat(explains(shows(Stage.PLACED, 0, 1), placed(2, 3))).isFalse();
  }

  @Test
  void an_order_is_cancelled_once() {
    assertThat(explains(placed(0, 1), cancelled(2, 3), cancelled(2, 3))).isFalse();
  }

  @Test
  void the_steps_between_need_nobody_to_ask_for_them() {
    assertThat(explains(placed(0, 1), call(2, 3, Call.RETURNED))).isTrue();
    assertThat(explains(placed(0, 1), shows(Stage.SHIPPED, 2, 3), call(4, 5, Call.NOT_CANCELLED)))
        .isTrue();
  }

  @Test
  void what_was_shipped_is_not_cancelled() {
    assertThat(explains(placed(0, 1), shows(Stage.SHIPPED, 2, 3), cancelled(4, 5))).isFalse();
  }

  @Test
  void a_cancellation_is_refused_only_once_it_is_too_late() {
    assertThat(explains(placed(0, 1), call(2, 3, Call.NOT_CANCELLED), cancelled(4, 5))).isFalse();
  }

  @Test
  void a_row_may_be_old() {
    assertThat(explains(placed(0, 1), cancelled(2, 3), shows(Stage.PLACED, 4, 5))).isTrue();
    assertThat(explains(placed(0, 1), cancelled(2, 3), shows(Stage.SHIPPED, 4, 5))).isFalse();
  }

  @Test
  void a_call_that_nobody_answered_may_have_come_late_or_never() {
    var lost = new Call(2, Long.MAX_VALUE, false, Call.CANCELLED);
    assertThat(explains(placed(0, 1), lost, shows(Stage.DELIVERED, 3, 4))).isTrue();
    assertThat(explains(placed(0, 1), lost, shows(Stage.CANCELLED, 90, 91))).isTrue();
  }

  @Test
  void many_calls_at_once_are_searched_in_no_time() {
    Stream<Call> refused = LongStream.range(0, 50).mapToObj(i -> call(2, 1_000, Call.NOT_RETURNED));
    List<Call> calls = Stream.concat(Stream.of(placed(0, 1)), refused).toList();
    assertThat(Search.of(calls)).isEqualTo(Search.Answer.EXPLAINED);
  }

  @Test
  @Timeout(10)
  void many_calls_at_once_that_nothing_explains_are_refused_in_no_time() {
    Stream<Call> refused = LongStream.range(0, 50).mapToObj(i -> call(2, 1_000, Call.NOT_RETURNED));
    Stream<Call> reads = Stream.of(shows(Stage.SHIPPED, 2, 1_000), cancelled(1_001, 1_002));
    Stream<Call> all = Stream.of(Stream.of(placed(0, 1)), refused, reads).flatMap(some -> some);
    assertThat(Search.of(all.toList())).isEqualTo(Search.Answer.INEXPLICABLE);
  }

  @Test
  void a_search_that_takes_too_long_says_that_nobody_knows() {
    List<Call> calls = List.of(placed(0, 1), shows(Stage.SHIPPED, 2, 3), cancelled(4, 5));
    assertThat(Search.of(calls, 3)).isEqualTo(Search.Answer.UNDECIDED);
    assertThat(Search.of(calls, 100)).isEqualTo(Search.Answer.INEXPLICABLE);
  }

  @Test
  void more_calls_than_a_search_takes_are_undecided() {
    Stream<Call> reads = LongStream.range(2, 80).mapToObj(i -> shows(Stage.PLACED, i, i + 1));
    List<Call> calls = Stream.concat(Stream.of(placed(0, 1)), reads).toList();
    assertThat(Search.of(calls)).isEqualTo(Search.Answer.UNDECIDED);
  }

  private static boolean explains(Call... calls) {
    return Search.of(Arrays.asList(calls)) == Search.Answer.EXPLAINED;
  }

  private static Call placed(long start, long end) {
    return call(start, end, Call.PLACED);
  }

  private static Call cancelled(long start, long end) {
    return call(start, end, Call.CANCELLED);
  }

  private static Call shows(Stage stage, long start, long end) {
    return call(start, end, Call.shows(stage));
  }

  private static Call call(long start, long end, Call.Effect what) {
    return new Call(start, end, true, what);
  }
}
