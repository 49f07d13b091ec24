package orders.bench;

import orders.local.BrokerProcess;

/// What the broker can do without us.
final class RawBench {

  private static final int RECORDS = 1_000_000;
  private static final int TRIPS = 2_000;

  private final BrokerProcess broker;
  private final Report report;

  RawBench(BrokerProcess broker, Report report) {
    this.broker = broker;
    this.report = report;
  }

  void run() {
    var raw = new Raw(broker.connection());
    raw.produce(RECORDS / 5); // warm
    report.rate(new Meter(broker).read("raw idempotent producer", () -> raw.produce(RECORDS)));
    report.rate(new Meter(broker).read("raw consumer", raw::consume));
    raw.roundTrips(TRIPS / 4);
    report.latency("raw produce → consume", raw.roundTrips(TRIPS));
  }
}
