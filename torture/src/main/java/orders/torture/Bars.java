package orders.torture;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import orders.torture.client.Tally.Count;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;
import orders.torture.fault.Phase;

/// How much of each a run has had, to be added up over runs. Only what happened counts. A gateway
/// that is killed is a killed app, too.
final class Bars {

  private static final Set<Fault> APP_KILLS = EnumSet.of(Fault.APP_KILL, Fault.GATEWAY_KILL);
  private static final Set<Fault> BROKER_KILLS =
      EnumSet.of(
          Fault.LEADER_KILL,
          Fault.TRANSACTIONS_KILL,
          Fault.GROUPS_KILL,
          Fault.CONTROLLER_KILL,
          Fault.BROKERS_KILL);
  private static final Set<Fault> PARTITIONS = EnumSet.of(Fault.PARTITION, Fault.ISOLATION);

  private Bars() {}

  static Map<String, Long> of(Outcome outcome) {
    List<Event> events = outcome.events();
    // In a storm they are over before anybody loses patience.
    List<Event> lasting = events.stream().filter(e -> e.phase() == Phase.WAITED).toList();
    Map<String, Long> bars = new LinkedHashMap<>();
    bars.put("appKills", sum(events, APP_KILLS, _ -> 1));
    bars.put("gatewayKillsInFlight", sum(events, EnumSet.of(Fault.GATEWAY_KILL), _ -> 1));
    bars.put("brokerKills", sum(events, BROKER_KILLS, Event::amount));
    bars.put("zombies", sum(events, EnumSet.of(Fault.ZOMBIE), _ -> 1));
    bars.put("partitions", sum(lasting, PARTITIONS, _ -> 1));
    bars.put("stateCorruptions", sum(events, EnumSet.of(Fault.STATE_CORRUPTED), _ -> 1));
    bars.put("poisonRecords", sum(events, EnumSet.of(Fault.POISON), Event::amount));
    bars.put("ordersWithProviderFaults", (long) outcome.troubledOrders());
    bars.put("replays", sum(events, EnumSet.of(Fault.REPLAY), _ -> 1));
    bars.put("readsAnswered", outcome.tally().of(Count.READS));
    bars.put("readsWithToken", outcome.tally().of(Count.READS_WITH_TOKEN));
    return bars;
  }

  private static long sum(
      Collection<Event> events, Set<Fault> faults, ToLongFunction<Event> amount) {
    return events.stream()
        .filter(event -> event.phase().struck())
        .filter(event -> faults.stream().anyMatch(fault -> fault.word().equals(event.fault())))
        .mapToLong(amount)
        .sum();
  }
}
