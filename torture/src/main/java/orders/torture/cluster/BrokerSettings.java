package orders.torture.cluster;

import java.util.HashMap;
import java.util.Map;

/// What makes a broker one of three, and quick to notice what happens to the others.
final class BrokerSettings {

  private BrokerSettings() {}

  static Map<String, String> of(int id, Ports ports, String voters) {
    Map<String, String> p = new HashMap<>();
    p.put("node.id", Integer.toString(id));
    p.put("listeners", ports.listeners());
    p.put("advertised.listeners", ports.advertised());
    p.put("listener.security.protocol.map", ports.protocols());
    p.put("controller.quorum.voters", voters);
    String copies = Integer.toString(Brokers.COUNT);
    p.put("default.replication.factor", copies);
    p.put("min.insync.replicas", "2");
    p.put("offsets.topic.replication.factor", copies);
    p.put("transaction.state.log.replication.factor", copies);
    p.put("transaction.state.log.min.isr", "2");
    p.put("share.coordinator.state.topic.replication.factor", copies);
    p.put("share.coordinator.state.topic.min.isr", "2");
    // As on Amazon MSK, where nobody can have what the dead left open ended sooner.
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");
    // A broker that is gone is noticed a little sooner than the usual nine seconds.
    p.put("broker.session.timeout.ms", "6000");
    p.put("broker.heartbeat.interval.ms", "1000");
    // A follower that does not follow leaves the replicas in sync after as long.
    p.put("replica.lag.time.max.ms", "6000");
    return p;
  }
}
