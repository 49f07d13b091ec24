package orders.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import orders.local.sandbox.Faults;
import orders.torture.check.Checker;
import orders.torture.check.Evidence;
import orders.torture.check.Verdict;
import orders.torture.client.Clients;
import orders.torture.client.Tally;
import orders.torture.cluster.Drain;
import orders.torture.cluster.Testbed;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;
import orders.torture.fault.Nemesis;
import orders.torture.fault.Timeline;
import orders.torture.history.History;
import orders.torture.measure.Committed;
import orders.torture.measure.Readings;
import orders.torture.measure.Waiting;

/// One run: brings everything up, sends clients in, breaks what can be broken, mends it, waits
/// until nothing is left to do, and judges.
public final class Torture {

  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration STOP_MAX = Duration.ofMinutes(1);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(4);

  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Plan plan;
  private final Consumer<String> progress;

  private Torture(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// @param progress is told what happens, for somebody who watches
  public static Outcome run(Plan plan, Consumer<String> progress) {
    return new Torture(plan, progress).run();
  }

  private Outcome run() {
    var random = new SplittableRandom(plan.seed());
    SplittableRandom ofLinks = random.split();
    String canary = "canary-" + Long.toHexString(random.nextLong());
    Path file = plan.directory().resolve("history.jsonl");
    progress.accept("three brokers and two instances start");
    try (Testbed testbed =
        Testbed.start(plan.directory(), plan.partitions(), ofLinks, plan.apart())) {
      Ordeal ordeal = ordeal(testbed, file, canary, random);
      progress.accept("judging");
      return ordeal.judged(plan, Checker.check(evidence(testbed, file, canary)));
    }
  }

  /// What happened, before it is judged.
  private record Ordeal(
      List<Event> events,
      Set<Fault> skipped,
      Tally tally,
      int restarts,
      Duration drained,
      List<String> left) {

    Outcome judged(Plan plan, Verdict verdict) {
      return new Outcome(plan, events, skipped, tally, restarts, drained, left, verdict);
    }
  }

  private Ordeal ordeal(Testbed testbed, Path file, String canary, SplittableRandom random) {
    var timeline = new Timeline(plan.directory().resolve("timeline.jsonl"), progress);
    try (History history = History.create(file);
        var committed = Committed.follow(testbed.brokers().connection(), plan.partitions());
        var _ = Readings.take(readings(), testbed.instances().states());
        var clients = new Clients(testbed.instances(), history, canary, random.split())) {
      clients.stock();
      if (plan.faults().contains(Fault.OUTSIDE)) {
        testbed.sandbox().faults(Faults.SOME);
      }
      clients.start(plan.shoppers(), plan.readers());
      progress.accept(plan.shoppers() + " clients shop");
      var nemesis =
          new Nemesis(testbed, clients, committed, timeline, plan.faults(), random, progress);
      nemesis.torment(plan.time());
      nemesis.storm(plan.storm());
      long healed = System.nanoTime();
      List<String> left = settle(testbed, clients, committed);
      return new Ordeal(
          timeline.events(),
          nemesis.impossible(),
          clients.tally(),
          testbed.instances().restarts() + testbed.brokers().restarts(),
          Duration.ofNanos(System.nanoTime() - healed),
          left);
    }
  }

  /// Mends everything, lets the clients go home, and waits until nothing is left to do.
  ///
  /// @return what is left all the same
  private List<String> settle(Testbed testbed, Clients clients, Committed committed) {
    testbed.brokers().clearUp();
    List<String> left = new ArrayList<>();
    if (!testbed.awaitReady(READY_MAX)) {
      left.add("not every process is ready");
    }
    if (!clients.stop(STOP_MAX)) {
      left.add("not every client was answered");
    }
    progress.accept("draining");
    try (var drain = new Drain(testbed.brokers().connection())) {
      long until = System.nanoTime() + DRAIN_MAX.toNanos();
      List<String> now = undone(committed, drain);
      List<Integer> events = List.of();
      // Twice in a row, with nothing new in between: what comes late has come by then.
      while (!(now.isEmpty() && events.equals(committed.counts()))
          && System.nanoTime() < until
          && Waiting.pause(SETTLE)) {
        events = committed.counts();
        now = undone(committed, drain);
      }
      left.addAll(now);
    }
    return left;
  }

  private static List<String> undone(Committed committed, Drain drain) {
    if (committed.open() > 0) {
      return List.of(committed.open() + " orders have not ended, such as " + committed.someOpen());
    }
    return drain.left();
  }

  private Path readings() {
    return plan.directory().resolve("readings.jsonl");
  }

  private Evidence evidence(Testbed testbed, Path history, String canary) {
    return new Evidence(
        history,
        testbed.brokers().connection(),
        plan.partitions(),
        testbed.api(),
        Evidence.Outside.of(testbed.sandbox()),
        readings(),
        testbed.logs(),
        canary);
  }
}
