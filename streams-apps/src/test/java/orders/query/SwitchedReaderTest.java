package orders.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orders.query.ViewReader.Freshness;
import orders.query.ViewReader.Unavailable;
import org.junit.jupiter.api.Test;

/// Reading while readers are moved to another version.
class SwitchedReaderTest {

  private static final Version CLOSED = new Version(true);
  private static final Version OPEN = new Version(false);

  @Test
  void who_began_in_tables_that_were_closed_reads_again_where_the_others_are() {
    var reader = new SwitchedReader<>(turns(CLOSED, OPEN));
    assertThat(reader.get("key", Freshness.ANY).value()).contains("row of key");
  }

  @Test
  void a_list_is_read_again_too() {
    var reader = new SwitchedReader<>(turns(CLOSED, OPEN));
    assertThat(
            reader.list(ViewReader.Range.all(), Optional.empty(), 1, Freshness.ANY).value().rows())
        .containsExactly("row");
  }

  @Test
  void where_nobody_was_moved_what_cannot_be_read_is_told_at_once() {
    var reader = new SwitchedReader<>(turns(CLOSED, CLOSED));
    assertThatThrownBy(() -> reader.get("key", Freshness.ANY)).isInstanceOf(Unavailable.class);
  }

  /// What is active, one look after the other.
  private static Supplier<Version> turns(Version... versions) {
    var left = new ArrayDeque<>(List.of(versions));
    return left::removeFirst;
  }

  /// The rows of one version.
  private record Version(boolean closed) implements ViewReader<String> {

    @Override
    public Answer<Optional<String>> get(String key, Freshness freshness) {
      return answer(Optional.of("row of " + key));
    }

    @Override
    public Answer<Page<String>> list(
        Range index, Optional<String> after, int limit, Freshness freshness) {
      return answer(new Page<>(List.of("row"), Optional.empty()));
    }

    private <T> Answer<T> answer(T value) {
      if (closed) {
        throw new Unavailable("these tables were closed");
      }
      return new Answer<>(value, Token.NONE, Instant.EPOCH, Duration.ZERO, false);
    }
  }
}
