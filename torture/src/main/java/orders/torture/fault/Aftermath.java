package orders.torture.fault;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.torture.client.Clients;
import orders.torture.cluster.Operator;
import orders.torture.cluster.Testbed;
import orders.torture.measure.Alarm;
import orders.torture.measure.Committed;
import orders.torture.measure.Steady;
import orders.torture.measure.Waiting;

/// Watches how the system gets over what was done to it, and writes that down.
public final class Aftermath {

  /// What takes longer has not recovered. Three brokers that start at once on two busy cores take a
  /// minute for themselves.
  private static final Duration PROGRESS_MAX = Duration.ofMinutes(2);

  /// Of every process, when it goes on without some of them.
  private static final Duration READY_MAX = Duration.ofMinutes(3);

  /// When an operator would step in.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
  private static final Duration OPERATOR_MAX = Duration.ofSeconds(60);

  /// Longer than transactions last here.
  private static final String SILENT = "--silent=25";

  private final Testbed testbed;
  private final Clients clients;
  private final Committed committed;
  private final Timeline timeline;
  private final Alarm alarm;

  public Aftermath(
      Testbed testbed, Clients clients, Committed committed, Timeline timeline, Alarm alarm) {
    this.testbed = testbed;
    this.clients = clients;
    this.committed = committed;
    this.timeline = timeline;
    this.alarm = alarm;
  }

  /// How it gets over one strike.
  private final class Watch {
    private final long healed = System.nanoTime();
    private final Steady ready = new Steady();
    private OptionalLong progress = OptionalLong.empty();

    /// A new event on every partition and an answer, and every process ready.
    private boolean over() {
      alarm.check();
      OptionalLong events = committed.everywhereAfter(healed);
      OptionalLong answer = clients.acknowledged().after(healed);
      if (events.isPresent() && answer.isPresent()) {
        progress = OptionalLong.of(Math.max(events.getAsLong(), answer.getAsLong()));
      }
      boolean is = testbed.ready();
      ready.look(System.nanoTime(), is);
      return is && progress.isPresent();
    }

    private long since(OptionalLong moment) {
      return moment.isPresent() ? millis(healed, moment.getAsLong()) : Event.NOT_MEASURED;
    }
  }

  /// Waits until the system has got over it, with an operator's help when it takes that.
  ///
  /// @param fault its name
  /// @param struck when it began
  void waited(String fault, Phase phase, Strike strike, long struck) {
    var watch = new Watch();
    String help = "";
    boolean over = Waiting.until(PATIENCE, watch::over);
    if (!over) {
      help = help(strike);
    }
    long until = watch.healed + READY_MAX.toNanos();
    while (!over && System.nanoTime() < until) {
      help = Stream.of(help, ended()).filter(Predicate.not(String::isEmpty)).collect(joining(", "));
      over = Waiting.until(LOOK_EVERY, watch::over);
    }
    long progress = watch.since(watch.progress);
    long ready = watch.since(watch.ready.since());
    write(
        fault,
        phase,
        strike,
        struck,
        watch.healed,
        progress,
        ready,
        help,
        over
            && strike.kept()
            && progress <= PROGRESS_MAX.toMillis()
            && ready <= READY_MAX.toMillis());
  }

  /// What an operator does about that fault.
  private static String help(Strike strike) {
    if (!strike.remedy().what().isEmpty()) {
      strike.remedy().action().run();
    }
    return strike.remedy().what();
  }

  /// An operator ends transactions that nobody else will ever end, once all brokers are there.
  ///
  /// @return what was done; empty when nothing was
  private String ended() {
    alarm.check();
    Operator operator = testbed.operator();
    if (testbed.brokers().ready()
        && operator.run(OPERATOR_MAX, "transactions", SILENT) == ExitCodes.CONFLICT) {
      operator.run(OPERATOR_MAX, "transactions", SILENT, "--abort"); // some may be left after that
      return "ended transactions that hung";
    }
    return "";
  }

  /// For one that nobody waits for.
  void passed(String fault, Phase phase, Strike strike, long struck) {
    alarm.check();
    long none = Event.NOT_MEASURED;
    write(fault, phase, strike, struck, System.nanoTime(), none, none, "", true);
  }

  private void write(
      String fault,
      Phase phase,
      Strike strike,
      long struck,
      long healed,
      long progress,
      long ready,
      String help,
      boolean recovered) {
    long now = System.nanoTime();
    timeline.add(
        new Event(
            millis(clients.began(), struck),
            fault,
            phase,
            strike.detail(),
            strike.amount(),
            millis(struck, healed),
            progress,
            ready,
            Duration.ofNanos(committed.longestGap(struck, now)).toMillis(),
            Duration.ofNanos(clients.acknowledged().longestGap(struck, now)).toMillis(),
            Duration.ofNanos(clients.readsAway().longest(struck, now)).toMillis(),
            help,
            recovered));
  }

  private static long millis(long from, long until) {
    return Duration.ofNanos(until - from).toMillis();
  }
}
