package orders.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.engine.Progress;
import org.junit.jupiter.api.Test;

/// One partition of a view, filled from its topic.
class ViewTableTest {

  private static final Codec<Progress.Mark> MARKS =
      Codecs.over(new WireFormat(new MemoryRegistry())).marks();
  private static final Progress.Mark NOTHING = mark(0);

  private final ViewTable<String> table =
      new ViewTable<>(
          ViewSpec.keyed("words", "words.v1", "events", new Words(), Map.of("word", List::of)),
          MARKS);

  @Test
  void a_table_that_is_being_filled_is_not_complete() {
    given("a", 1);
    assertThat(table.complete(() -> mark(2), 0)).isFalse();
    given("b", 2);
    assertThat(table.complete(() -> mark(2), 0)).isTrue();
  }

  @Test
  void a_table_stays_complete_while_its_topic_grows() {
    given("a", 1);
    assertThat(table.complete(() -> mark(1), 0)).isTrue();
    assertThat(table.complete(() -> mark(9), 0)).isTrue();
  }

  @Test
  void what_it_must_reach_is_where_its_topic_ended_when_it_was_first_asked() {
    assertThat(table.complete(() -> mark(1), 0)).isFalse();
    given("a", 1);
    assertThat(table.complete(() -> mark(9), 0)).isTrue();
  }

  @Test
  void after_the_process_stood_still_a_table_must_come_to_where_its_topic_ends_now() {
    given("a", 1);
    assertThat(table.complete(() -> mark(1), 0)).isTrue();
    assertThat(table.complete(() -> mark(2), 1)).isFalse();
    given("b", 2);
    assertThat(table.complete(() -> mark(9), 1)).isTrue();
    assertThat(table.complete(() -> mark(9), 2)).isFalse();
  }

  @Test
  void the_table_of_an_empty_topic_is_complete() {
    assertThat(table.complete(() -> NOTHING, 0)).isTrue();
  }

  @Test
  void the_rows_of_a_transaction_appear_with_its_progress() {
    table.apply("a", "one".getBytes(UTF_8));
    assertThat(table.get("a")).isEmpty();
    table.apply(Progress.KEY, MARKS.encode(mark(1)));
    assertThat(table.get("a")).map(value -> new String(value, UTF_8)).isEqualTo(Optional.of("one"));
  }

  @Test
  void a_row_that_changes_keeps_its_place_among_the_keys_and_one_that_goes_leaves_it() {
    given("b", 1);
    given("a", 2);
    given("b", "changed", 3);
    assertThat(keys()).containsExactly("a", "b");
    table.apply("a", null);
    given("c", 4);
    assertThat(keys()).containsExactly("b", "c");
    assertThat(table.get("b")).map(value -> new String(value, UTF_8)).hasValue("changed");
  }

  @Test
  void an_index_knows_a_row_under_its_new_value_only() {
    given("x", "red", 1);
    given("y", "red", 2);
    given("x", "blue", 3);
    assertThat(indexed("red")).containsExactly("y");
    assertThat(indexed("blue")).containsExactly("x");
    table.apply("y", null);
    given("z", "blue", 4);
    assertThat(indexed("red")).isEmpty();
    assertThat(indexed("blue")).containsExactly("x", "z");
  }

  private List<String> keys() {
    return table.range(ViewReader.Range.all(), Optional.empty(), 10).stream()
        .map(ViewTable.Row::key)
        .toList();
  }

  private List<String> indexed(String word) {
    return table.range(ViewReader.Range.exactly("word", word), Optional.empty(), 10).stream()
        .map(ViewTable.Row::key)
        .toList();
  }

  private void given(String key, String word, long events) {
    table.apply(key, word.getBytes(UTF_8));
    table.apply(Progress.KEY, MARKS.encode(mark(events)));
  }

  private void given(String row, long events) {
    table.apply(row, row.getBytes(UTF_8));
    table.apply(Progress.KEY, MARKS.encode(mark(events)));
  }

  private static Progress.Mark mark(long events) {
    return new Progress.Mark(events, events * 2, Instant.EPOCH);
  }
}
