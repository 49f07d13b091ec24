package orders.torture.fault;

import java.time.Duration;
import java.util.stream.IntStream;
import orders.contract.Topics;
import orders.torture.cluster.Brokers;
import orders.torture.cluster.Leaders;
import orders.torture.measure.Waiting;

/// What happens to brokers.
final class BrokerFaults {

  private static final Duration READY_MAX = Duration.ofSeconds(60);

  /// Of Kafka's own topics, as the brokers are set up.
  private static final int INTERNAL_PARTITIONS = 4;

  private final Brokers brokers;
  private final int partitions;
  private final Dice dice;

  BrokerFaults(Brokers brokers, int partitions, Dice dice) {
    this.brokers = brokers;
    this.partitions = partitions;
    this.dice = dice;
  }

  Strike killLeader() {
    int partition = dice.below(partitions);
    return kill(leader(Topics.ORDERS_EVENTS, partition), "leads orders.events-" + partition);
  }

  Strike killTransactions() {
    int partition = dice.below(INTERNAL_PARTITIONS);
    return kill(
        leader("__transaction_state", partition), "coordinates transactions of " + partition);
  }

  Strike killGroups() {
    int partition = dice.below(INTERNAL_PARTITIONS);
    return kill(leader("__consumer_offsets", partition), "coordinates groups of " + partition);
  }

  Strike killController() {
    int any = anyBroker();
    return kill(Leaders.controller(brokers.connection()).orElse(any), "is the active controller");
  }

  Strike killAll() {
    IntStream.rangeClosed(1, Brokers.COUNT).forEach(brokers::kill);
    return new Strike(
        "all",
        dice.seconds(0, 2),
        () -> IntStream.rangeClosed(1, Brokers.COUNT).forEach(brokers::startAgain));
  }

  Strike restartEach() {
    for (int broker = 1; broker <= Brokers.COUNT; broker++) {
      int each = broker;
      brokers.stop(broker);
      brokers.startAgain(broker);
      Waiting.until(READY_MAX, () -> brokers.ready(each));
    }
    return Strike.over("all brokers");
  }

  Strike pause() {
    int victim = anyBroker();
    Duration time = dice.seconds(4, 20);
    brokers.pause(victim, time);
    String detail = "broker " + victim + " for " + time.toSeconds() + " s";
    return new Strike(detail, time, () -> brokers.resume(victim));
  }

  private Strike kill(int victim, String why) {
    brokers.kill(victim);
    return new Strike(
        "broker " + victim + ", which " + why,
        dice.seconds(0, 8),
        () -> brokers.startAgain(victim));
  }

  /// Who leads it now; any broker when nobody does.
  private int leader(String topic, int partition) {
    int any = anyBroker();
    return Leaders.of(brokers.connection(), topic, partition).orElse(any);
  }

  private int anyBroker() {
    return 1 + dice.below(Brokers.COUNT);
  }
}
