package orders.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import orders.kafka.Rounds;
import orders.watch.Silence.Quiet;
import org.junit.jupiter.api.Test;

/// Which threads are late, under a clock that is moved by hand.
class SilenceTest {

  private static final Duration MAX = Duration.ofSeconds(15);
  private static final Seen AT_IT = new Seen("at it", 7);

  private long now = 5;
  private final Silence silence = new Silence(now);

  private record Seen(String name, long rounds, Duration silenceMax) implements Vital {
    Seen(String name, long rounds) {
      this(name, rounds, MAX);
    }
  }

  @Test
  void a_thread_that_comes_round_is_not_late() {
    for (int round = 0; round < 60; round++) {
      assertThat(look(1, new Seen("busy", round))).isZero();
    }
  }

  @Test
  void one_that_does_not_is_as_late_as_time_went_by() {
    look(1, new Seen("stuck", 7));
    for (int second = 1; second <= 20; second++) {
      assertThat(look(1, new Seen("stuck", 7))).isEqualTo(Duration.ofSeconds(second));
    }
    assertThat(look(1, new Seen("stuck", 8))).isZero();
  }

  @Test
  void while_the_whole_process_stood_still_nobody_got_late() {
    look(1, new Seen("stopped", 7));
    assertThat(look(3_600, new Seen("stopped", 7))).isEqualTo(Silence.STEP_MAX);
  }

  @Test
  void one_that_was_replaced_is_forgotten() {
    look(1, new Seen("first", 7));
    look(1, new Seen("second", 7));
    assertThat(look(1, new Seen("first", 7))).isZero();
  }

  @Test
  void one_that_works_is_late_after_its_time() {
    look(1, AT_IT);
    assertThat(quiet(14, AT_IT, false).late(MAX)).isFalse();
    assertThat(quiet(1, AT_IT, false).late(MAX)).isFalse();
    assertThat(quiet(1, AT_IT, false).late(MAX)).isTrue();
  }

  @Test
  void one_that_waits_for_the_cluster_has_more_time_but_not_for_ever() {
    look(1, AT_IT);
    assertThat(quiet(60, AT_IT, true).late(MAX)).isFalse();
    long rest = Watchdog.CLUSTER_WAIT_MAX.minusSeconds(60).toSeconds();
    assertThat(quiet(rest, AT_IT, true).late(MAX)).isFalse();
    assertThat(quiet(1, AT_IT, true).late(MAX)).isTrue();
  }

  /// What it has waited for comes, and it goes on: it makes itself a new producer, for example.
  @Test
  void one_that_has_waited_for_long_has_its_time_from_then_on() {
    look(1, AT_IT);
    quiet(62, AT_IT, true);
    assertThat(quiet(15, AT_IT, false).late(MAX)).isFalse();
    assertThat(quiet(1, AT_IT, false).late(MAX)).isTrue();
  }

  @Test
  void one_that_may_take_longer_than_any_wait_for_the_cluster_may_do_so() {
    var audits = new Seen("audits", 7, Watchdog.CLUSTER_WAIT_MAX.multipliedBy(2));
    look(1, audits);
    long most = audits.silenceMax().toSeconds();
    assertThat(quiet(most, audits, false).late(audits.silenceMax())).isFalse();
    assertThat(quiet(1, audits, false).late(audits.silenceMax())).isTrue();
  }

  @Test
  void what_another_waits_for_excuses_nobody() {
    look(1, AT_IT);
    for (int second = 0; second <= MAX.toSeconds(); second++) {
      now += Duration.ofSeconds(1).toNanos();
      silence.look(List.of(AT_IT), now, () -> Set.of("another"));
    }
    assertThat(silence.of(AT_IT).late(MAX)).isTrue();
  }

  @Test
  void nobody_is_asked_for_while_all_come_round() {
    for (int round = 0; round < 60; round++) {
      now += Duration.ofSeconds(1).toNanos();
      silence.look(
          List.of(new Seen("busy", round)),
          now,
          () -> {
            throw new AssertionError("a look at every thread costs something");
          });
    }
  }

  @Test
  void whose_code_waits_is_told_by_the_innermost_frame_that_is_kafkas_or_ours() {
    var park = frame("java.util.concurrent.locks.LockSupport");
    var client = frame("org.apache.kafka.clients.producer.KafkaProducer");
    var streams = frame("org.apache.kafka.streams.processor.internals.StreamThread");
    var ours = frame("orders.engine.AggregateProcessor");
    assertThat(ThreadDump.inClient(frames(park, client, streams))).isTrue();
    assertThat(ThreadDump.inClient(frames(park, streams, client, streams))).isFalse();
    assertThat(ThreadDump.inClient(frames(park, ours, streams))).isFalse();
    assertThat(ThreadDump.inClient(frames(park))).isFalse();
    var assignor = frame("org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor");
    assertThat(ThreadDump.inClient(frames(park, streams, assignor, client))).isTrue();
    var answer = frame("org.apache.kafka.common.internals.KafkaFutureImpl");
    assertThat(ThreadDump.inClient(frames(park, answer, ours))).isTrue();
    var rounds = frame(Rounds.class.getName());
    assertThat(ThreadDump.inClient(frames(park, rounds, ours))).isTrue();
  }

  private Duration look(long seconds, Seen seen) {
    now += Duration.ofSeconds(seconds).toNanos();
    silence.look(List.of(seen), now, Set::of);
    return silence.of(seen).whole();
  }

  /// A look each second.
  private Quiet quiet(long seconds, Seen seen, boolean waits) {
    for (long second = 0; second < seconds; second++) {
      now += Duration.ofSeconds(1).toNanos();
      silence.look(List.of(seen), now, () -> waits ? Set.of(seen.name()) : Set.of());
    }
    return silence.of(seen);
  }

  private static StackTraceElement[] frames(StackTraceElement... frames) {
    return frames;
  }

  private static StackTraceElement frame(String type) {
    return new StackTraceElement(type, "some", "Some.java", 1);
  }
}
