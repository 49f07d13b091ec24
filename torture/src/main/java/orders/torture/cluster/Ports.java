package orders.torture.cluster;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.local.LocalKafka;

/// The ports of one broker.
///
/// @param brokers for the other brokers, and for whoever judges
/// @param controllers for the quorum
/// @param apps for one app each, behind the proxy of the same place in `links`
/// @param links what an app is told instead
record Ports(int brokers, int controllers, List<Integer> apps, List<Integer> links) {

  static Ports free(int apps) {
    return new Ports(LocalKafka.freePort(), LocalKafka.freePort(), some(apps), some(apps));
  }

  private static List<Integer> some(int count) {
    return IntStream.range(0, count).mapToObj(_ -> LocalKafka.freePort()).toList();
  }

  String listeners() {
    return joined(
        Stream.concat(
            Stream.of(listener("BROKER", brokers), listener("CONTROLLER", controllers)),
            IntStream.range(0, apps.size()).mapToObj(i -> listener("APP" + i, apps.get(i)))));
  }

  String advertised() {
    return joined(
        Stream.concat(
            Stream.of(listener("BROKER", brokers)),
            IntStream.range(0, links.size()).mapToObj(i -> listener("APP" + i, links.get(i)))));
  }

  String protocols() {
    return joined(
        Stream.concat(
            Stream.of("BROKER:PLAINTEXT", "CONTROLLER:PLAINTEXT"),
            IntStream.range(0, apps.size()).mapToObj(i -> "APP" + i + ":PLAINTEXT")));
  }

  private static String listener(String name, int port) {
    return name + "://127.0.0.1:" + port;
  }

  private static String joined(Stream<String> parts) {
    return String.join(",", parts.toList());
  }
}
