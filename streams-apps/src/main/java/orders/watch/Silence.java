package orders.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How long threads have not come round, in time in which this process ran: after a stop of the
/// whole process nobody is late.
final class Silence {

  /// Whether a thread waits for the cluster is asked once it has been silent for a third of what it
  /// may.
  private static final int ASKED_AFTER_PART = 3;

  /// Between two looks no more than this counts.
  static final Duration STEP_MAX = Duration.ofSeconds(2);

  private final Map<String, Heard> heard = new HashMap<>();
  private long lookedNanos;
  private long awakeNanos;

  Silence(long nowNanos) {
    this.lookedNanos = nowNanos;
  }

  /// @param waitedNanos when it was last seen to wait for the cluster, or came round
  private record Heard(long rounds, long awakeNanos, long waitedNanos) {

    Heard waitsAt(long nanos) {
      return new Heard(rounds, awakeNanos, nanos);
    }
  }

  /// How long a thread has been silent.
  ///
  /// @param whole since it came round
  /// @param atWork since it came round or was last seen to wait for the cluster: what it does
  ///     after a long wait has its time from then on. One that never comes round and waits now and
  ///     then is found by the whole alone.
  record Quiet(Duration whole, Duration atWork) {

    static final Quiet NONE = new Quiet(Duration.ZERO, Duration.ZERO);

    /// @param max how long a round may take
    boolean late(Duration max) {
      return whole.compareTo(max) > 0
          && (atWork.compareTo(max) > 0 || whole.compareTo(Watchdog.CLUSTER_WAIT_MAX) > 0);
    }
  }

  /// Takes a look at all there are now; what has gone is forgotten.
  ///
  /// @param waiting the names of threads that wait for the cluster, asked for at most once
  void look(Collection<? extends Vital> vitals, long nowNanos, Supplier<Set<String>> waiting) {
    awakeNanos += Math.min(nowNanos - lookedNanos, STEP_MAX.toNanos());
    lookedNanos = nowNanos;
    heard.keySet().retainAll(vitals.stream().map(Vital::name).collect(Collectors.toSet()));
    for (Vital vital : vitals) {
      heard.compute(vital.name(), (_, last) -> now(last, vital.rounds()));
    }
    List<String> asked =
        vitals.stream().filter(vital -> isLong(of(vital).whole(), vital)).map(Vital::name).toList();
    if (!asked.isEmpty()) {
      Set<String> wait = waiting.get();
      asked.stream()
          .filter(wait::contains)
          .forEach(name -> heard.computeIfPresent(name, (_, last) -> last.waitsAt(awakeNanos)));
    }
  }

  private static boolean isLong(Duration whole, Vital vital) {
    return whole.compareTo(vital.silenceMax().dividedBy(ASKED_AFTER_PART)) > 0;
  }

  private Heard now(@Nullable Heard last, long rounds) {
    return last == null || last.rounds() != rounds
        ? new Heard(rounds, awakeNanos, awakeNanos)
        : last;
  }

  /// As of the last look.
  Quiet of(Vital vital) {
    Heard last = heard.get(vital.name());
    return last == null
        ? Quiet.NONE
        : new Quiet(
            Duration.ofNanos(awakeNanos - last.awakeNanos()),
            Duration.ofNanos(awakeNanos - last.waitedNanos()));
  }
}
