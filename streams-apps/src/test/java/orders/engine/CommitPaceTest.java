package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When a projection commits.
class CommitPaceTest {

  private static final long MS = 1_000_000;
  private final CommitPace pace = new CommitPace(Duration.ofMillis(20), Duration.ofMillis(100));

  @Test
  void without_an_event_there_is_nothing_to_commit() {
    pace.look(false, 0);
    assertThat(pace.due(500 * MS)).isFalse();
  }

  @Test
  void an_event_waits_for_the_shortest_interval_while_commits_are_cheap() {
    given_an_event_at(0);
    assertThat(pace.due(19 * MS)).isFalse();
    assertThat(pace.due(20 * MS)).isTrue();
  }

  @Test
  void after_a_commit_of_20_ms_events_gather_for_60() {
    given_an_event_at(0);
    given_a_commit(20, 40);
    given_an_event_at(40);
    assertThat(pace.due(99 * MS)).isFalse();
    assertThat(pace.due(100 * MS)).isTrue();
  }

  @Test
  void however_long_a_commit_takes_events_wait_no_longer_than_the_longest_interval() {
    given_an_event_at(0);
    given_a_commit(20, 2_000);
    given_an_event_at(2_000);
    assertThat(pace.due(2_100 * MS)).isTrue();
  }

  @Test
  void when_commits_are_cheap_again_so_is_the_wait_short_again() {
    given_an_event_at(0);
    given_a_commit(20, 60);
    given_an_event_at(60);
    given_a_commit(160, 163);
    given_an_event_at(163);
    assertThat(pace.due(183 * MS)).isTrue();
  }

  private void given_an_event_at(long ms) {
    pace.look(false, ms * MS);
    pace.folded(ms * MS);
  }

  private void given_a_commit(long fromMs, long toMs) {
    pace.look(true, fromMs * MS);
    pace.look(false, toMs * MS);
  }
}
