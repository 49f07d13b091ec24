package orders.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
      new ViewTable<>(ViewSpec.keyed("words", "words.v1", "events", new Words(), Map.of()), MARKS);

  @Test
  void a_table_that_is_being_filled_is_not_complete() {
    given("a", 1);
    assertThat(table.complete(() -> mark(2))).isFalse();
    given("b", 2);
    assertThat(table.complete(() -> mark(2))).isTrue();
  }

  @Test
  void a_table_stays_complete_while_its_topic_grows() {
    given("a", 1);
    assertThat(table.complete(() -> mark(1))).isTrue();
    assertThat(table.complete(() -> mark(9))).isTrue();
  }

  @Test
  void what_it_must_reach_is_where_its_topic_ended_when_it_was_first_asked() {
    assertThat(table.complete(() -> mark(1))).isFalse();
    given("a", 1);
    assertThat(table.complete(() -> mark(9))).isTrue();
  }

  @Test
  void the_table_of_an_empty_topic_is_complete() {
    assertThat(table.complete(() -> NOTHING)).isTrue();
  }

  @Test
  void the_rows_of_a_transaction_appear_with_its_progress() {
    table.apply("a", "one".getBytes(UTF_8));
    assertThat(table.get("a")).isEmpty();
    table.apply(Progress.KEY, MARKS.encode(mark(1)));
    assertThat(table.get("a")).map(value -> new String(value, UTF_8)).isEqualTo(Optional.of("one"));
  }

  private void given(String row, long events) {
    table.apply(row, row.getBytes(UTF_8));
    table.apply(Progress.KEY, MARKS.encode(mark(events)));
  }

  private static Progress.Mark mark(long events) {
    return new Progress.Mark(events, events * 2, Instant.EPOCH);
  }

  private record Words() implements Codec<String> {
    @Override
    public byte[] encode(String value) {
      return value.getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
      return new String(bytes, UTF_8);
    }

    @Override
    public String type(String value) {
      return "Word";
    }
  }
}
