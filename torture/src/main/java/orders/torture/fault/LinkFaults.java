package orders.torture.fault;

import java.time.Duration;
import java.util.List;
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
    return between(app, List.of(broker), weather, dice.seconds(5, 20));
  }

  /// One app and all brokers.
  Strike all(Weather weather, Duration least, Duration most) {
    int app = dice.below(Instances.COUNT);
    List<Integer> every = IntStream.rangeClosed(1, Brokers.COUNT).boxed().toList();
    return between(app, every, weather, dice.between(least, most));
  }

  private Strike between(int app, List<Integer> some, Weather weather, Duration time) {
    int links = some.stream().mapToInt(broker -> brokers.connections(app, broker)).sum();
    some.forEach(broker -> brokers.weather(app, broker, weather));
    if (links == 0) {
      return Strike.missed("app " + app + " had no connection to " + some, brokers::clearUp);
    }
    String detail = "app %d and brokers %s for %d s".formatted(app, some, time.toSeconds());
    return Strike.of(detail, time, brokers::clearUp).amount(links);
  }
}
