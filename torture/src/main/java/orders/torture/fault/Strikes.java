package orders.torture.fault;

import java.time.Duration;
import java.util.function.IntUnaryOperator;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import orders.torture.cluster.Testbed;
import orders.torture.history.Planted;
import orders.torture.net.Weather;

/// How each fault is done to a testbed.
final class Strikes {

  private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(12);
  private static final Duration LONG = Duration.ofSeconds(22);
  private static final Duration SHORT = Duration.ofSeconds(6);

  private final Sandbox sandbox;
  private final Dice dice;
  private final AppFaults apps;
  private final BrokerFaults brokers;
  private final LinkFaults links;
  private final StateFaults states;
  private final RecordFaults records;
  private final ReplayFaults replays;

  /// @param underWay commands that an instance has not answered yet
  Strikes(Testbed testbed, IntUnaryOperator underWay, Planted planted, Dice dice) {
    this.sandbox = testbed.sandbox();
    this.dice = dice;
    this.apps = new AppFaults(testbed.instances(), testbed.clock(), underWay, dice);
    this.brokers = new BrokerFaults(testbed.brokers(), testbed.partitions(), dice);
    this.links = new LinkFaults(testbed.brokers(), dice);
    this.states = new StateFaults(testbed.instances(), testbed.disk(), dice);
    this.records =
        new RecordFaults(testbed.brokers().connection(), testbed.partitions(), planted, dice);
    this.replays = new ReplayFaults(testbed.operator(), testbed.instances(), dice);
  }

  Strike strike(Fault fault) {
    return switch (fault) {
      case APP_KILL -> apps.kill();
      case GATEWAY_KILL -> apps.killBusy();
      case ZOMBIE -> apps.pause();
      case ROLLING_RESTART -> apps.restartEach();
      case CHURN -> apps.comeAndGo();
      case LEADER_KILL -> brokers.killLeader();
      case TRANSACTIONS_KILL -> brokers.killTransactions();
      case GROUPS_KILL -> brokers.killGroups();
      case CONTROLLER_KILL -> brokers.killController();
      case BROKER_PAUSE -> brokers.pause();
      case BROKERS_KILL -> brokers.killAll();
      case ROLLING_BROKERS -> brokers.restartEach();
      case PARTITION -> links.one(Weather.CUT);
      case ISOLATION -> links.all(Weather.SILENT, LONGER_THAN_A_SESSION, LONG);
      case HALF_OPEN -> links.one(Weather.SILENT);
      case DEAF -> links.one(Weather.DEAF);
      case SLOW -> links.all(Weather.SLOW, SHORT, LONG);
      case RESETS -> links.all(Weather.RESETTING, SHORT, LONG);
      case STATE_WIPED -> states.wipe();
      case STATE_CORRUPTED -> states.corrupt();
      case POISON -> records.poison();
      case OVERSIZED -> records.oversized();
      case OUTSIDE -> outside();
      case DISK_FULL -> states.fill();
      case CLOCK_JUMP -> apps.jump();
      case REPLAY -> replays.replay();
    };
  }

  private Strike outside() {
    sandbox.faults(new Faults(100, 150, 100, 200, 300, 150, 300, 200));
    return Strike.of(
        "provider and carrier", dice.seconds(10, 20), () -> sandbox.faults(Faults.SOME));
  }
}
