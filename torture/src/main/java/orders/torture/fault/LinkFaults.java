package orders.torture.fault;

import java.time.Duration;
import java.util.stream.IntStream;
import orders.torture.cluster.Brokers;
import orders.torture.cluster.Instances;
import orders.torture.net.Weather;

/// What happens between apps and brokers.
final class LinkFaults {

  private final Brokers brokers;
  private final Dice dice;

  LinkFaults(Brokers brokers, Dice dice) {
    this.brokers = brokers;
    this.dice = dice;
  }

  /// One app and one broker.
  Strike one(Weather weather) {
    int app = dice.below(Instances.COUNT);
    int broker = 1 + dice.below(Brokers.COUNT);
    brokers.weather(app, broker, weather);
    return lasting("app " + app + " and broker " + broker, dice.seconds(5, 20));
  }

  /// One app and all brokers.
  Strike all(Weather weather, Duration least, Duration most) {
    int app = dice.below(Instances.COUNT);
    IntStream.rangeClosed(1, Brokers.COUNT)
        .forEach(broker -> brokers.weather(app, broker, weather));
    return lasting("app " + app + " and all brokers", dice.between(least, most));
  }

  private Strike lasting(String between, Duration time) {
    return new Strike(between + " for " + time.toSeconds() + " s", time, brokers::clearUp);
  }
}
