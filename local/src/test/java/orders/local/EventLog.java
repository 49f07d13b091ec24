package orders.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Every committed event of orders and stock, as their envelopes tell.
record EventLog(List<Fact> facts) {

  /// @param command the id of the command that caused it
  record Fact(
      String topic, String aggregate, long version, String id, String type, String command) {}

  static EventLog read(TestCluster cluster) {
    List<Fact> facts = new ArrayList<>();
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      for (int partition = 0; partition < 4; partition++) {
        LogReader.read(
            ClientProperties.reader(cluster.connection(), "event-log"),
            new TopicPartition(topic, partition),
            record -> facts.add(fact(record)));
      }
    }
    return new EventLog(facts);
  }

  private static Fact fact(ConsumerRecord<String, byte[]> record) {
    return new Fact(
        record.topic(),
        record.key(),
        Long.parseLong(header(record, Envelope.SEQUENCE)),
        header(record, Envelope.ID),
        header(record, Envelope.TYPE),
        header(record, Envelope.CAUSATION_ID));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return Envelope.text(record.headers(), name).orElseThrow();
  }

  List<Fact> ofType(String type) {
    return facts.stream().filter(fact -> fact.type().equals(type)).toList();
  }

  /// The events of each command.
  Map<String, List<Fact>> byCommand() {
    return facts.stream().collect(Collectors.groupingBy(Fact::command));
  }

  /// Aggregates whose versions are not 1, 2, 3 … in the order of the log.
  List<String> withGaps() {
    return facts.stream()
        .collect(Collectors.groupingBy(fact -> fact.topic() + "/" + fact.aggregate()))
        .entrySet()
        .stream()
        .filter(one -> !isGapless(one.getValue()))
        .map(one -> one.getKey())
        .toList();
  }

  private static boolean isGapless(List<Fact> history) {
    return IntStream.range(0, history.size()).allMatch(i -> history.get(i).version() == i + 1L);
  }
}
