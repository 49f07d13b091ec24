package orders.torture.fault;

import java.time.Duration;
import java.util.OptionalInt;
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
    return kill(Leaders.controller(brokers.connection()), "is the active controller");
  }

  Strike killAll() {
    Duration down = dice.seconds(0, 2);
    long ran = all().filter(brokers::kill).count();
    Runnable back = () -> all().forEach(brokers::startAgain);
    return ran == Brokers.COUNT
        ? Strike.of("all", down, back).amount(ran)
        : Strike.missed("only " + ran + " of them ran", back);
  }

  Strike restartEach() {
    for (int broker = 1; broker <= Brokers.COUNT; broker++) {
      int each = broker;
      boolean clean = brokers.stop(broker);
      brokers.startAgain(broker);
      if (!clean) {
        return Strike.missed("broker " + broker + " did not end when it was asked to");
      }
      if (!Waiting.until(READY_MAX, () -> brokers.ready(each))) {
        return Strike.missed("broker " + broker + " was not ready again, so it went no further");
      }
    }
    return Strike.over("all brokers", Brokers.COUNT);
  }

  Strike pause() {
    int victim = 1 + dice.below(Brokers.COUNT);
    Duration time = dice.seconds(4, 20);
    if (!brokers.pause(victim, time)) {
      return Strike.missed("broker " + victim + " could not be stopped");
    }
    String detail = "broker " + victim + " for " + time.toSeconds() + " s";
    return Strike.of(detail, time, () -> brokers.resume(victim));
  }

  private Strike kill(OptionalInt known, String why) {
    Duration down = dice.seconds(0, 8);
    if (known.isEmpty()) {
      return Strike.missed("nobody knows which broker " + why);
    }
    int victim = known.getAsInt();
    Runnable back = () -> brokers.startAgain(victim);
    return brokers.kill(victim)
        ? Strike.of("broker " + victim + ", which " + why, down, back)
        : Strike.missed("broker " + victim + " had ended by itself", back);
  }

  /// Who leads it now.
  private OptionalInt leader(String topic, int partition) {
    return Leaders.of(brokers.connection(), topic, partition);
  }

  private static IntStream all() {
    return IntStream.rangeClosed(1, Brokers.COUNT);
  }
}
