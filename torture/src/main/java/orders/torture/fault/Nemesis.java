package orders.torture.fault;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.torture.cluster.Testbed;
import orders.torture.history.Planted;
import orders.torture.measure.Waiting;

/// Breaks the system, one fault after the other, and waits for progress in between; at the end it
/// does not wait any more. Everything that it draws follows from the seed.
public final class Nemesis {

  /// How often a fault is tried in its turn when what it takes is not there.
  private static final int TRIES_MAX = 3;

  private static final Duration PAUSE_MAX = Duration.ofSeconds(3);
  private static final Duration STORM_PAUSE_MAX = Duration.ofSeconds(4);
  private static final String BEGIN = "begin";
  private static final String QUIET = "quiet";
  private static final String END = "end";

  private final Testbed testbed;
  private final Aftermath aftermath;
  private final IntUnaryOperator underWay;
  private final Planted planted;

  /// Each turn draws from a seed of its own: what is drawn in it depends on no turn before it.
  private final SplittableRandom turns;

  /// The storm draws the same, however long the time before it took.
  private final SplittableRandom ofStorm;

  private final Deck deck;
  private final List<Fault> chosen;
  private final Set<Fault> impossible = EnumSet.noneOf(Fault.class);
  private final Consumer<String> progress;

  /// @param underWay commands that an instance has not answered yet
  /// @param planted is told of records that are to be put aside
  public Nemesis(
      Testbed testbed,
      IntUnaryOperator underWay,
      Aftermath aftermath,
      List<Fault> chosen,
      Planted planted,
      SplittableRandom random,
      Consumer<String> progress) {
    this.testbed = testbed;
    this.aftermath = aftermath;
    this.underWay = underWay;
    this.planted = planted;
    this.ofStorm = random.split();
    this.turns = random.split();
    this.deck = new Deck(chosen, new Dice(random.split()));
    this.chosen = List.copyOf(chosen);
    this.progress = progress;
  }

  /// Until the time is over and every fault has had its turn.
  ///
  /// @throws Failure when none of the faults can happen on this machine
  public void torment(Duration time) {
    Strike none = Strike.of("everything is new", Duration.ZERO, () -> {});
    aftermath.waited(BEGIN, Phase.BEGIN, none, System.nanoTime());
    quiet();
    long until = System.nanoTime() + time.toNanos();
    int had = 0;
    while (had < chosen.size() || System.nanoTime() < until) {
      Optional<Fault> fault = deck.draw();
      if (fault.isPresent()) {
        turn(fault.get());
        had++;
      } else {
        quiet();
      }
    }
  }

  private void quiet() {
    long began = System.nanoTime();
    var dice = new Dice(turns.split());
    Strike none = done(Strike.of("nothing", dice.seconds(4, 8), () -> {}));
    aftermath.passed(QUIET, Phase.QUIET, none, began);
  }

  private void turn(Fault fault) {
    var dice = new Dice(turns.split());
    Strikes strikes = strikes(dice);
    boolean happened = impossible.contains(fault);
    for (int i = 0; i < TRIES_MAX && !happened; i++) {
      long struck = System.nanoTime();
      try {
        Strike strike = done(attempt(strikes, fault));
        happened = strike.happened();
        Phase phase = happened ? Phase.WAITED : Phase.MISSED;
        aftermath.waited(fault.word(), phase, strike, struck);
      } catch (Strike.Impossible e) {
        skip(fault, e);
        return;
      }
      Waiting.pause(dice.between(Duration.ZERO, PAUSE_MAX));
    }
  }

  private Strikes strikes(Dice dice) {
    return new Strikes(testbed, underWay, planted, dice);
  }

  /// What fails on the way has not happened, and whatever it began is mended.
  private Strike attempt(Strikes some, Fault fault) {
    try {
      return some.strike(fault);
    } catch (Strike.Impossible e) {
      throw e;
    } catch (RuntimeException e) {
      return Strike.missed(String.valueOf(e), testbed::mend);
    }
  }

  private static Strike done(Strike strike) {
    Waiting.pause(strike.hold());
    strike.heal().run();
    return strike;
  }

  private void skip(Fault fault, Strike.Impossible why) {
    impossible.add(fault);
    progress.accept(fault.word() + " is skipped: " + why.getMessage());
    if (impossible.containsAll(chosen)) {
      throw new Failure(
          ExitCodes.FAILED,
          "none of the faults asked for can happen here: " + why.getMessage(),
          "choose others with --faults, or run it as root on Linux");
    }
  }

  /// Without waiting for progress, only with what storms are made of.
  public void storm(Duration time) {
    List<Fault> some =
        chosen.stream().filter(Fault::storms).filter(f -> !impossible.contains(f)).toList();
    long until = System.nanoTime() + time.toNanos();
    while (!some.isEmpty() && System.nanoTime() < until) {
      long struck = System.nanoTime();
      var dice = new Dice(ofStorm.split());
      Fault fault = dice.one(some);
      Strike strike = attempt(strikes(dice), fault);
      Waiting.pause(min(strike.hold(), STORM_PAUSE_MAX));
      strike.heal().run();
      Phase phase = strike.happened() ? Phase.STORM : Phase.MISSED;
      aftermath.passed(fault.word(), phase, strike, struck);
      Waiting.pause(dice.between(Duration.ZERO, STORM_PAUSE_MAX));
    }
  }

  /// Mends everything, and waits for progress once more while clients are still there.
  public void end() {
    Strike none = Strike.of("everything is mended", Duration.ZERO, testbed::mend);
    long began = System.nanoTime();
    aftermath.waited(END, Phase.END, done(none), began);
  }

  /// Faults that this machine does not allow.
  public Set<Fault> impossible() {
    return impossible;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
