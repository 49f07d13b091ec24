package orders.bench;

import java.time.Duration;
import orders.contract.Topics;
import orders.local.BrokerProcess;
import orders.replay.Replay;
import orders.replay.ReplayState;
import orders.replay.Replays;

/// Rebuilds a view of a long log beside the one that readers see, while orders come in and are
/// read, and holds its rate against that of a consumer that does nothing with what it reads.
final class ReplayBench {

  /// A rebuild that is slower than this part of a plain consumer has something to be looked at.
  private static final double OF_RAW_LEAST = 0.25;

  private static final double EVENTS_PER_SECOND_LEAST = 200_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// The code of the first ones is compiled meanwhile, on the CPUs that they need; that of the last
  /// one has been.
  private static final int TIMES = 4;

  private final BrokerProcess broker;
  private final Subject subject;
  private final Report report;
  private final Size size;

  /// @param orders that are in the log already
  /// @param perSecond orders that come in meanwhile
  /// @param threads that fold
  /// @param warmUp how long orders come in before anything is measured beside them
  record Size(long orders, double perSecond, int threads, Duration warmUp) {}

  ReplayBench(BrokerProcess broker, Subject subject, Report report, Size size) {
    this.broker = broker;
    this.subject = subject;
    this.report = report;
    this.size = size;
  }

  /// Writes a log of so many orders.
  static void fill(Load load, long orders, int inFlight) {
    load.closed(0, orders, inFlight, Workload.PLAIN_COMMANDS);
    if (load.failed() > 0) {
      throw new IllegalStateException(load.failed() + " commands were not accepted");
    }
  }

  void run() {
    subject.awaitViews();
    subject.awaitTables();
    var raw = new Raw(broker.connection());
    raw.consume(Topics.ORDERS_EVENTS); // warm
    decode(raw);
    Meter.Reading plain =
        new Meter(broker).read("replay: raw consumer", () -> raw.consume(Topics.ORDERS_EVENTS));
    report.rate(plain);
    warmUp();
    var workload = new Workload("replay");
    for (int time = 1; time <= TIMES; time++) {
      rebuild(time, workload, raw, plain.perSecond());
    }
  }

  /// Both JVMs compile what orders and readers run, which a system that is up has long done.
  private void warmUp() {
    Shopping shopping = Shopping.start(subject, new Workload("warm-up"), 0, size.perSecond());
    try (shopping) {
      Thread.sleep(size.warmUp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private long decode(Raw raw) {
    return raw.decode(Topics.ORDERS_EVENTS, subject.events(), size.threads());
  }

  /// What orders that come in leave over, told first: to a consumer that does nothing with what it
  /// reads, and to as many threads as fold that do nothing but decode.
  private void rebuild(int time, Workload workload, Raw raw, double rawRate) {
    String name = "replay " + time;
    Shopping shopping = Shopping.start(subject, workload, time * size.orders(), size.perSecond());
    try (shopping;
        Replays replays = subject.replays()) {
      var meter = new Meter(broker);
      Meter.Reading beside =
          meter.read(name + ": raw consumer beside it", () -> raw.consume(Topics.ORDERS_EVENTS));
      report.rate(beside);
      report.rate(meter.read(name + ": decoding alone beside it", () -> decode(raw)));
      meter.start();
      ReplayState end =
          replays.run(
              subject.view("billing"),
              new Replay.Choices(false, size.threads(), PATIENCE),
              state -> {});
      report.rate(meter.stop(name + ": readers moved", end.events()));
      double rate = end.eventsPerSecond();
      report.least(name + ": events a second", rate, EVENTS_PER_SECOND_LEAST);
      report.least(name + ": part of the raw consumer alone", rate / rawRate, OF_RAW_LEAST);
      report.least(
          name + ": part of the raw consumer beside it", rate / beside.perSecond(), OF_RAW_LEAST);
      report.holds(
          name + ": " + end.state() + " with equal digests",
          end.state() == ReplayState.State.COMPLETED
              && end.differences().stream().allMatch(d -> d.folded().equals(d.held())));
    }
    Shopping.Seen seen = shopping.seen();
    report.none(name + ": failed of " + (seen.placed() + seen.read()) + " calls", seen.failed());
    report.none(name + ": reads older than their token", seen.stale());
  }
}
