package orders.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Compares what clients were told with the committed log.
public final class Checker {

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Integer> byCommand = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private long events;

  private Checker() {}

  public static Verdict check(Evidence evidence) {
    var checker = new Checker();
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      for (int partition = 0; partition < evidence.partitions(); partition++) {
        LogReader.read(
            ClientProperties.reader(evidence.cluster(), "torture-check"),
            new TopicPartition(topic, partition),
            checker::event);
      }
    }
    History.read(evidence.history()).forEach(checker::operation);
    return new Verdict(checker.violations, Map.of("events", checker.events));
  }

  private void event(ConsumerRecord<String, byte[]> record) {
    events++;
    long version = Long.parseLong(header(record, Envelope.SEQUENCE));
    long before = versions.getOrDefault(record.topic() + "/" + record.key(), 0L);
    if (version != before + 1) {
      violations.add(
          new Violation("gapless", record.key(), "version " + (before + 1), "version " + version));
    }
    versions.put(record.topic() + "/" + record.key(), version);
    byCommand.merge(header(record, Envelope.CAUSATION_ID), 1, Integer::sum);
  }

  private void operation(Operation operation) {
    if (operation.kind() != Kind.READ && operation.result() == Result.OK) {
      int found = byCommand.getOrDefault(operation.command(), 0);
      if (found != 1) {
        violations.add(
            new Violation(
                "acknowledged-once", operation.command(), "one event", found + " events"));
      }
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return Envelope.text(record.headers(), name).orElse("0");
  }
}
