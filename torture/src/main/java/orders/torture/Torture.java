package orders.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orders.local.sandbox.Faults;
import orders.torture.check.Checker;
import orders.torture.check.Ends;
import orders.torture.check.Evidence;
import orders.torture.check.Verdict;
import orders.torture.check.rules.Violation;
import orders.torture.client.Clients;
import orders.torture.client.Tally;
import orders.torture.cluster.Testbed;
import orders.torture.fault.Aftermath;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;
import orders.torture.fault.Nemesis;
import orders.torture.fault.Timeline;
import orders.torture.history.History;
import orders.torture.history.Planted;
import orders.torture.measure.Alarm;
import orders.torture.measure.Committed;
import orders.torture.measure.Readings;
import orders.torture.measure.Waiting;

/// One run: brings everything up, sends clients in, breaks what can be broken, mends it, waits
/// until nothing is left to do, and judges.
public final class Torture {

  private static final Duration STOP_MAX = Duration.ofMinutes(1);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(4);

  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Plan plan;
  private final Consumer<String> progress;
  private final Alarm alarm = new Alarm();

  private Torture(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// @param progress is told what happens, for somebody who watches
  /// @throws RuntimeException when the harness broke, and nothing can be said of the system
  public static Outcome run(Plan plan, Consumer<String> progress) {
    return new Torture(plan, progress).run();
  }

  private Outcome run() {
    var random = new SplittableRandom(plan.seed());
    SplittableRandom ofTestbed = random.split();
    SplittableRandom ofClients = random.split();
    SplittableRandom ofFaults = random.split();
    String canary = "canary-" + Long.toHexString(random.nextLong());
    Path file = plan.directory().resolve("history.jsonl");
    progress.accept("three brokers and two instances start");
    Testbed testbed =
        Testbed.start(plan.directory(), plan.partitions(), ofTestbed, plan.apart(), alarm);
    try {
      Ordeal ordeal = ordeal(testbed, file, canary, ofClients, ofFaults);
      progress.accept("judging");
      Verdict verdict = verdict(ordeal, testbed, file, canary);
      return ordeal.judged(plan, verdict);
    } finally {
      close(testbed);
    }
  }

  /// A system that has not come back may not let itself be judged, and that is a verdict, too.
  private Verdict verdict(Ordeal ordeal, Testbed testbed, Path file, String canary) {
    alarm.check();
    try {
      return Checker.check(evidence(testbed, file, canary));
    } catch (RuntimeException e) {
      if (ordeal.left().isEmpty() && ordeal.events().stream().allMatch(Event::recovered)) {
        throw e;
      }
      var undecided = new Violation("undecided", "every rule", "something to look at", "" + e);
      return new Verdict(List.of(undecided), Map.of());
    }
  }

  /// What cannot be closed is told, and takes nothing away from the verdict.
  private void close(Testbed testbed) {
    try {
      testbed.close();
    } catch (RuntimeException e) {
      progress.accept("not everything could be closed: " + e);
    }
  }

  /// What happened, before it is judged.
  private record Ordeal(
      List<Event> events,
      Set<Fault> skipped,
      Tally tally,
      List<String> restarts,
      int troubledOrders,
      Duration drained,
      List<String> left) {

    Outcome judged(Plan plan, Verdict verdict) {
      return new Outcome(
          plan, events, skipped, tally, restarts, troubledOrders, drained, left, verdict);
    }
  }

  private Ordeal ordeal(
      Testbed testbed,
      Path file,
      String canary,
      SplittableRandom ofClients,
      SplittableRandom ofFaults) {
    var planted = Planted.create(planted(), canary);
    var timeline = new Timeline(plan.directory().resolve("timeline.jsonl"), progress);
    try (History history = History.create(file);
        var committed = Committed.follow(testbed.brokers().connection(), plan.partitions(), alarm);
        var _ = Readings.take(readings(), testbed.instances().states());
        var clients = new Clients(testbed.instances(), history, canary, ofClients, alarm)) {
      clients.stock();
      if (plan.faults().contains(Fault.OUTSIDE)) {
        testbed.sandbox().faults(Faults.SOME);
      }
      clients.start(plan.shoppers(), plan.readers());
      progress.accept(plan.shoppers() + " clients shop");
      var aftermath = new Aftermath(testbed, clients, committed, timeline, alarm);
      var nemesis =
          new Nemesis(
              testbed, clients::underWay, aftermath, plan.faults(), planted, ofFaults, progress);
      nemesis.torment(plan.time());
      nemesis.storm(plan.storm());
      long healed = System.nanoTime();
      nemesis.end();
      List<String> left = settle(testbed, clients, committed);
      return new Ordeal(
          timeline.events(),
          nemesis.impossible(),
          clients.tally(),
          Stream.of(testbed.instances().restarts(), testbed.brokers().restarts())
              .flatMap(List::stream)
              .toList(),
          testbed.sandbox().troubledOrders(),
          Duration.ofNanos(System.nanoTime() - healed),
          left);
    }
  }

  /// Lets the clients go home, and waits until nothing is left to do.
  ///
  /// @return what is left all the same
  private List<String> settle(Testbed testbed, Clients clients, Committed committed) {
    List<String> left = new ArrayList<>();
    if (!clients.stop(STOP_MAX)) {
      left.add("not every client was answered");
    }
    progress.accept("draining");
    try (var ends = new Ends(testbed.brokers().connection(), plan.partitions(), Duration.ZERO)) {
      long until = System.nanoTime() + DRAIN_MAX.toNanos();
      List<String> now = undone(committed, ends);
      List<Integer> events = List.of();
      // Twice in a row, with nothing new in between: what comes late has come by then.
      while (!(now.isEmpty() && events.equals(committed.counts()))
          && System.nanoTime() < until
          && Waiting.pause(SETTLE)) {
        alarm.check();
        events = committed.counts();
        now = undone(committed, ends);
      }
      left.addAll(now);
    }
    return left;
  }

  private static List<String> undone(Committed committed, Ends ends) {
    if (committed.open() > 0) {
      return List.of(committed.open() + " orders have not ended, such as " + committed.someOpen());
    }
    return ends.left();
  }

  private Path planted() {
    return plan.directory().resolve("planted");
  }

  private Path readings() {
    return plan.directory().resolve("readings.jsonl");
  }

  private Evidence evidence(Testbed testbed, Path history, String canary) {
    return new Evidence(
        history,
        planted(),
        testbed.brokers().connection(),
        plan.partitions(),
        testbed.api(),
        () -> Evidence.Outside.of(testbed.sandbox()),
        readings(),
        testbed.logs(),
        canary);
  }
}
