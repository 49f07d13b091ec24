package orders.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import orders.kafka.Rounds;
import org.junit.jupiter.api.Test;

/// Which threads are late, under a clock that is moved by hand.
class SilenceTest {

  private static final Duration MAX = Duration.ofSeconds(15);

  private long now = 5;
  private final Silence silence = new Silence(now);

  private record Seen(String name, long rounds) implements Vital {
    @Override
    public Duration silenceMax() {
      return MAX;
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
  void one_that_waits_for_the_cluster_has_more_time() {
    assertThat(Watchdog.late(MAX, MAX, () -> false)).isFalse();
    assertThat(Watchdog.late(MAX, MAX.plusSeconds(1), () -> false)).isTrue();
    assertThat(Watchdog.late(MAX, MAX.plusSeconds(1), () -> true)).isFalse();
    assertThat(Watchdog.late(MAX, Watchdog.CLUSTER_WAIT_MAX.plusSeconds(1), () -> true)).isTrue();
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
    return silence.look(List.of(seen), now).getOrDefault(seen.name(), Duration.ZERO);
  }

  private static StackTraceElement[] frames(StackTraceElement... frames) {
    return frames;
  }

  private static StackTraceElement frame(String type) {
    return new StackTraceElement(type, "some", "Some.java", 1);
  }
}
