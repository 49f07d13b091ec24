package orders.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import orders.local.BrokerProcess;

/// Time and CPU time between two moments: this process, and the broker's.
final class Meter {

  private final BrokerProcess broker;
  private long startedNanos;
  private Duration startedClient = Duration.ZERO;
  private Duration startedBroker = Duration.ZERO;

  Meter(BrokerProcess broker) {
    this.broker = broker;
  }

  /// What a stretch of work took.
  ///
  /// @param clientMicros CPU of this process for each operation
  /// @param brokerMicros CPU of the broker for each operation
  record Reading(
      String name, long operations, double seconds, double clientMicros, double brokerMicros) {
    double perSecond() {
      return operations / seconds;
    }
  }

  Reading read(String name, LongSupplier work) {
    start();
    return stop(name, work.getAsLong());
  }

  void start() {
    startedNanos = System.nanoTime();
    startedClient = client();
    startedBroker = broker.cpu();
  }

  Reading stop(String name, long operations) {
    return stop().reading(name, operations);
  }

  Used stop() {
    return new Used(
        (System.nanoTime() - startedNanos) / 1e9,
        client().minus(startedClient),
        broker.cpu().minus(startedBroker));
  }

  /// What a stretch of work took, whose operations may yet have to be counted.
  record Used(double seconds, Duration client, Duration broker) {
    Reading reading(String name, long operations) {
      double per = Math.max(1, operations);
      return new Reading(
          name, operations, seconds, client.toNanos() / 1e3 / per, broker.toNanos() / 1e3 / per);
    }
  }

  private static Duration client() {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Duration.ofNanos(os.getProcessCpuTime());
  }
}
