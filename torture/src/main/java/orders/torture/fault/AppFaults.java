package orders.torture.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
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

  /// When it is a quiet moment, the next command will do.
  private static final Duration NOT_IDLE_MAX = Duration.ofSeconds(10);

  /// The clock is set within a second, and the next heartbeat was one and a half away.
  private static final Duration CAUGHT_UP = Duration.ofSeconds(3);

  private static final Duration GUEST_READY_MAX = Duration.ofSeconds(60);
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
    Duration down = dice.seconds(0, 3);
    String detail = name(victim) + company(victim);
    return killed(victim, instances.kill(victim), Strike.of(detail, down, back(victim)));
  }

  Strike killBusy() {
    int victim = dice.below(Instances.COUNT);
    Duration down = dice.seconds(0, 2);
    boolean ready = instances.get(victim).ready();
    String company = company(victim);
    Waiting.until(BUSY_MAX, () -> underWay.applyAsInt(victim) >= BUSY);
    Waiting.until(NOT_IDLE_MAX, () -> underWay.applyAsInt(victim) > 0);
    int commands = underWay.applyAsInt(victim);
    if (!ready || commands == 0) {
      return Strike.missed(name(victim) + (ready ? " had no command under way" : " was not ready"));
    }
    String detail = name(victim) + " with " + commands + " commands under way" + company;
    boolean ran = instances.kill(victim);
    return killed(victim, ran, Strike.of(detail, down, back(victim)).amount(commands));
  }

  /// A kill that nobody could stand in for takes as long as a start, and is told.
  private String company(int victim) {
    boolean other =
        IntStream.range(0, Instances.COUNT)
            .anyMatch(each -> each != victim && instances.get(each).ready());
    return other ? "" : ", while no other was ready";
  }

  private Strike killed(int victim, boolean ran, Strike strike) {
    return ran ? strike : Strike.missed(name(victim) + " had ended by itself", back(victim));
  }

  private Runnable back(int victim) {
    return () -> instances.startAgain(victim);
  }

  Strike pause() {
    int victim = dice.below(Instances.COUNT);
    Duration time = dice.seconds(17, 27);
    if (!instances.pause(victim, time)) {
      return Strike.missed(name(victim) + " could not be stopped");
    }
    String detail = name(victim) + " for " + time.toSeconds() + " s";
    return Strike.of(detail, time, () -> instances.resume(victim));
  }

  Strike restartEach() {
    for (int victim = 0; victim < Instances.COUNT; victim++) {
      int each = victim;
      boolean clean = instances.stop(victim);
      instances.startAgain(victim);
      if (!clean) {
        return Strike.missed(name(victim) + " did not end when it was asked to, and was killed");
      }
      if (!Waiting.until(READY_MAX, () -> instances.get(each).ready())) {
        return Strike.missed(name(victim) + " was not ready again, so it went no further");
      }
    }
    return Strike.over("all instances", Instances.COUNT);
  }

  Strike comeAndGo() {
    StringBuilder detail = new StringBuilder();
    boolean came = true;
    boolean some = false;
    for (int i = 0; i < GUESTS; i++) {
      AppProcess guest = instances.guest();
      boolean ready = Waiting.until(GUEST_READY_MAX, guest::ready);
      some |= ready;
      Waiting.pause(dice.seconds(2, 10));
      boolean asked = dice.oneIn(2);
      boolean left = !guest.alive();
      came &= !left;
      if (asked) {
        guest.stop(STOP_MAX);
      } else {
        guest.kill();
      }
      detail
          .append(i == 0 ? "" : ", ")
          .append(ready ? "a ready one " : "one that was not ready ")
          .append(asked ? "asked to leave" : "killed")
          .append(left ? " after it had ended with code " + guest.exitCode() : "");
    }
    return came && some
        ? Strike.over(detail.toString(), GUESTS)
        : Strike.missed(detail + (came ? ": no work was shared out" : ""));
  }

  /// Ahead at first; when it is right again, it jumps back. A client that has set itself a time
  /// meanwhile, such as its next heartbeat, sits still until its clock comes there again.
  Strike jump() {
    FakeClock own = clock.orElseThrow(() -> new Strike.Impossible("libfaketime is not installed"));
    Duration by = dice.seconds(15, 40);
    own.off(by);
    return Strike.of(
        name(Instances.FAKED) + " ahead by " + by.toSeconds() + " s",
        dice.seconds(6, 15),
        () -> {
          own.off(Duration.ZERO);
          Waiting.pause(by.plus(CAUGHT_UP));
        });
  }

  private String name(int instance) {
    return instances.get(instance).name();
  }
}
