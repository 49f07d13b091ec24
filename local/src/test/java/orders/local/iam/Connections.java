package orders.local.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Who authenticated when, in this JVM: first, or anew within a session.
public final class Connections {

  private record One(Instant at, String principal) {}

  private static final Queue<One> ALL = new ConcurrentLinkedQueue<>();

  private Connections() {}

  static void count(String principal) {
    ALL.add(new One(Instant.now(), principal));
  }

  /// How often somebody authenticated since then.
  public static long since(Instant start) {
    return ALL.stream().filter(one -> !one.at().isBefore(start)).count();
  }

  /// The most that there were within a second.
  public static long mostInASecond(Instant start) {
    var times = ALL.stream().map(One::at).filter(at -> !at.isBefore(start)).sorted().toList();
    long most = 0;
    int first = 0;
    for (int last = 0; last < times.size(); last++) {
      while (Duration.between(times.get(first), times.get(last)).toSeconds() >= 1) {
        first++;
      }
      most = Math.max(most, last - first + 1L);
    }
    return most;
  }
}
