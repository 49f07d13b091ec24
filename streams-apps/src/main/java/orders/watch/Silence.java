package orders.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How long threads have not come round, in time in which this process ran: after a stop of the
/// whole process nobody is late.
final class Silence {

  /// Between two looks no more than this counts.
  static final Duration STEP_MAX = Duration.ofSeconds(2);

  private final Map<String, Heard> heard = new HashMap<>();
  private long lookedNanos;
  private long awakeNanos;

  Silence(long nowNanos) {
    this.lookedNanos = nowNanos;
  }

  private record Heard(long rounds, long awakeNanos) {}

  /// Takes a look at all there are now; what has gone is forgotten.
  ///
  /// @return how long each has been silent
  Map<String, Duration> look(Collection<? extends Vital> vitals, long nowNanos) {
    awakeNanos += Math.min(nowNanos - lookedNanos, STEP_MAX.toNanos());
    lookedNanos = nowNanos;
    Set<String> names = vitals.stream().map(Vital::name).collect(Collectors.toSet());
    heard.keySet().retainAll(names);
    Map<String, Duration> silent = new HashMap<>();
    for (Vital vital : vitals) {
      silent.put(vital.name(), silent(vital.name(), vital.rounds()));
    }
    return silent;
  }

  private Duration silent(String name, long rounds) {
    Heard last = heard.get(name);
    if (last == null || last.rounds() != rounds) {
      heard.put(name, new Heard(rounds, awakeNanos));
      return Duration.ZERO;
    }
    return Duration.ofNanos(awakeNanos - last.awakeNanos());
  }
}
