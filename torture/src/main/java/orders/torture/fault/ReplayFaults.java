package orders.torture.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import orders.contract.Catalogue;
import orders.torture.cluster.Instances;
import orders.torture.cluster.Operator;

/// Views are rebuilt while orders come in, and instances and replays are killed.
final class ReplayFaults {

  private static final int IN_PLACE_ONE_IN = 3;

  /// After that a process is up, and some way into what it does.
  private static final Duration KILL_LEAST = Duration.ofMillis(1_500);

  private static final Duration KILL_MOST = Duration.ofSeconds(12);

  /// What takes longer will not end.
  private static final Duration REPLAY_MAX = Duration.ofMinutes(3);

  private final Operator operator;
  private final Instances instances;
  private final Dice dice;

  ReplayFaults(Operator operator, Instances instances, Dice dice) {
    this.operator = operator;
    this.instances = instances;
    this.dice = dice;
  }

  /// A replay runs to its end, whether one before it was killed on its way or not.
  Strike replay() {
    String view = dice.one(views());
    boolean inPlace = dice.oneIn(IN_PLACE_ONE_IN);
    boolean killed = dice.oneIn(2);
    Duration after = dice.between(KILL_LEAST, KILL_MOST);
    boolean withoutApp = dice.oneIn(2);
    int victim = dice.below(Instances.COUNT);
    Duration later = dice.between(KILL_LEAST, KILL_MOST);
    String detail = view + (inPlace ? " where it lies" : " beside what readers see");
    if (killed) {
      try (Operator.Running run = start(view, inPlace)) {
        if (run.ends(after) && run.exitCode() != 0) {
          return failed(detail, run);
        }
      }
      detail += ", after one that had %.1f s".formatted(after.toMillis() / 1000.0);
    }
    long began = System.nanoTime();
    try (Operator.Running run = start(view, inPlace)) {
      if (withoutApp && !run.ends(later)) {
        instances.kill(victim);
        instances.startAgain(victim);
        detail += ", while " + instances.get(victim).name() + " was killed";
      }
      if (!run.ends(REPLAY_MAX)) {
        return Strike.over(detail + ", which never ended", 1).broken();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      detail += ", which took %.1f s".formatted(took.toMillis() / 1000.0);
      return run.exitCode() == 0 ? Strike.over(detail, 1) : failed(detail, run);
    }
  }

  private static Strike failed(String detail, Operator.Running run) {
    return Strike.over(detail + ": failed with " + run.exitCode(), 1).broken();
  }

  private Operator.Running start(String view, boolean inPlace) {
    List<String> how = inPlace ? List.of("--in-place", "--yes") : List.of();
    return operator.start(Stream.concat(Stream.of("replay", view), how.stream()).toList());
  }

  private static List<String> views() {
    return Catalogue.get().apps().values().stream()
        .flatMap(app -> app.view().stream())
        .sorted()
        .toList();
  }
}
