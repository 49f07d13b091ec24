package orders.torture.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import orders.local.AppProcess;
import orders.torture.cluster.FakeClock;
import orders.torture.cluster.Instances;
import orders.torture.measure.Waiting;

/// What happens to instances of the app.
final class AppFaults {

  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Duration BUSY_MAX = Duration.ofSeconds(3);
  private static final int BUSY = 3;
  private static final int GUESTS = 2;

  private final Instances instances;
  private final Optional<FakeClock> clock;
  private final IntUnaryOperator underWay;
  private final Dice dice;

  /// @param underWay commands that an instance has not answered yet
  AppFaults(Instances instances, Optional<FakeClock> clock, IntUnaryOperator underWay, Dice dice) {
    this.instances = instances;
    this.clock = clock;
    this.underWay = underWay;
    this.dice = dice;
  }

  Strike kill() {
    int victim = dice.below(Instances.COUNT);
    instances.kill(victim);
    return new Strike(name(victim), dice.seconds(0, 3), () -> instances.startAgain(victim));
  }

  Strike killBusy() {
    int victim = dice.below(Instances.COUNT);
    Waiting.until(BUSY_MAX, () -> underWay.applyAsInt(victim) >= BUSY);
    int commands = underWay.applyAsInt(victim);
    instances.kill(victim);
    String detail = name(victim) + " with " + commands + " commands under way";
    return new Strike(detail, dice.seconds(0, 2), () -> instances.startAgain(victim));
  }

  Strike pause() {
    int victim = dice.below(Instances.COUNT);
    Duration time = dice.seconds(12, 22);
    instances.pause(victim, time);
    String detail = name(victim) + " for " + time.toSeconds() + " s";
    return new Strike(detail, time, () -> instances.resume(victim));
  }

  Strike restartEach() {
    int unclean = 0;
    for (int victim = 0; victim < Instances.COUNT; victim++) {
      int each = victim;
      unclean += instances.stop(victim) ? 0 : 1;
      instances.startAgain(victim);
      Waiting.until(READY_MAX, () -> instances.get(each).ready());
    }
    return Strike.over("all instances, " + unclean + " of them had to be killed");
  }

  Strike comeAndGo() {
    StringBuilder detail = new StringBuilder();
    for (int i = 0; i < GUESTS; i++) {
      AppProcess guest = instances.guest();
      boolean ready = Waiting.until(dice.seconds(8, 40), guest::ready);
      boolean asked = dice.oneIn(2);
      if (asked) {
        guest.stop(STOP_MAX);
      } else {
        guest.kill();
      }
      detail
          .append(i == 0 ? "" : ", ")
          .append(ready ? "a ready one " : "one that was not ready ")
          .append(asked ? "asked to leave" : "killed");
    }
    return Strike.over(detail.toString());
  }

  /// Ahead at first; when it is right again, it jumps back.
  Strike jump() {
    FakeClock own = clock.orElseThrow(() -> new Strike.Impossible("libfaketime is not installed"));
    Duration by = dice.seconds(15, 40);
    own.off(by);
    return new Strike(
        name(Instances.FAKED) + " ahead by " + by.toSeconds() + " s",
        dice.seconds(6, 15),
        () -> own.off(Duration.ZERO));
  }

  private String name(int instance) {
    return instances.get(instance).name();
  }
}
