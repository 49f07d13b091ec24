package orders.torture.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import orders.torture.client.Clients;
import orders.torture.cluster.Testbed;
import orders.torture.measure.Committed;
import orders.torture.measure.Waiting;

/// Breaks the system, one fault after the other, and waits for progress in between; at the end it
/// does not wait any more. Everything that it draws follows from the seed.
public final class Nemesis {

  /// One period in so many stays quiet.
  private static final int QUIET_ONE_IN = 4;

  /// What takes longer has not recovered. Three brokers that start at once on two busy cores take a
  /// minute for themselves.
  private static final Duration PROGRESS_MAX = Duration.ofMinutes(2);

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(3);
  private static final Duration STORM_PAUSE_MAX = Duration.ofSeconds(4);

  private final Testbed testbed;
  private final Clients clients;
  private final Committed committed;
  private final Timeline timeline;
  private final Faults faults;
  private final Dice dice;
  private final List<Fault> chosen;
  private final Set<Fault> impossible = EnumSet.noneOf(Fault.class);
  private final Consumer<String> progress;
  private final long began = System.nanoTime();
  private List<Fault> deck = new ArrayList<>();

  public Nemesis(
      Testbed testbed,
      Clients clients,
      Committed committed,
      Timeline timeline,
      List<Fault> chosen,
      SplittableRandom random,
      Consumer<String> progress) {
    this.testbed = testbed;
    this.clients = clients;
    this.committed = committed;
    this.timeline = timeline;
    this.faults = new Faults(testbed, clients::underWay, random.split());
    this.dice = new Dice(random);
    this.chosen = List.copyOf(chosen);
    this.progress = progress;
  }

  /// Until the time is over and every fault has had its turn.
  public void torment(Duration time) {
    List<Integer> none = committed.counts().stream().map(_ -> 0).toList();
    Waiting.until(PROGRESS_MAX, () -> committed.beyond(none));
    quiet(); // what is new and cold is no fault
    long until = System.nanoTime() + time.toNanos();
    int turns = 0;
    while (turns < chosen.size() || System.nanoTime() < until) {
      if (dice.oneIn(QUIET_ONE_IN)) {
        quiet();
      } else {
        waited(draw());
        turns++;
      }
    }
  }

  /// Without waiting for progress, only with what storms are made of.
  public void storm(Duration time) {
    List<Fault> some = chosen.stream().filter(Fault::storms).toList();
    long until = System.nanoTime() + time.toNanos();
    while (!some.isEmpty() && System.nanoTime() < until) {
      long struck = System.nanoTime();
      Fault fault = dice.one(some);
      Strike strike = faults.strike(fault);
      Waiting.pause(min(strike.hold(), STORM_PAUSE_MAX));
      strike.heal().run();
      note(fault.word(), "storm", strike.detail(), struck, Event.NOT_WAITED, true);
      Waiting.pause(dice.between(Duration.ZERO, STORM_PAUSE_MAX));
    }
  }

  /// Faults that this machine does not allow.
  public Set<Fault> impossible() {
    return impossible;
  }

  private void quiet() {
    long struck = System.nanoTime();
    Waiting.pause(dice.seconds(4, 8));
    note(Event.QUIET, "waited", "nothing", struck, Event.NOT_WAITED, true);
  }

  private void waited(Fault fault) {
    long struck = System.nanoTime();
    List<Integer> before = committed.counts();
    try {
      Strike strike = faults.strike(fault);
      Waiting.pause(strike.hold());
      strike.heal().run();
      long healed = System.nanoTime();
      boolean recovered = goesOn(before);
      boolean ready = testbed.awaitReady(READY_MAX);
      long readyAfter = ready ? millis(healed, System.nanoTime()) : READY_MAX.toMillis();
      note(fault.word(), "waited", strike.detail(), struck, readyAfter, recovered && ready);
    } catch (Strike.Impossible e) {
      if (impossible.add(fault)) {
        progress.accept(fault.word() + " is skipped: " + e.getMessage());
      }
    }
    Waiting.pause(dice.between(Duration.ZERO, PAUSE_MAX));
  }

  /// A new event on every partition, since it happened and since it is over, and an answer.
  private boolean goesOn(List<Integer> before) {
    List<Integer> healed = committed.counts();
    int answers = clients.acknowledged().count();
    return Waiting.until(
        PROGRESS_MAX,
        () ->
            committed.beyond(before)
                && committed.beyond(healed)
                && clients.acknowledged().count() > answers);
  }

  private void note(
      String fault, String phase, String detail, long struck, long ready, boolean recovered) {
    long now = System.nanoTime();
    timeline.add(
        new Event(
            millis(began, struck),
            fault,
            phase,
            detail,
            millis(struck, now),
            ready,
            Duration.ofNanos(committed.longestGap(struck, now)).toMillis(),
            Duration.ofNanos(clients.acknowledged().longestGap(struck, now)).toMillis(),
            Duration.ofNanos(clients.readsAway().longest(struck, now)).toMillis(),
            recovered));
  }

  /// Every fault has its turn before one comes again.
  private Fault draw() {
    if (deck.isEmpty()) {
      deck = new ArrayList<>(chosen);
    }
    return deck.remove(dice.below(deck.size()));
  }

  private static long millis(long from, long until) {
    return Duration.ofNanos(until - from).toMillis();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
