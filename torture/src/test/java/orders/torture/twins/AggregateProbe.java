package orders.torture.twins;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.CommitPace;
import orders.engine.Envelope;
import orders.engine.Stores;
import orders.order.OrderContext;
import orders.policy.Ids;
import orders.query.UncommittedRows;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// Runs the order's topologies without a broker and says what came of it.
final class AggregateProbe {

  private static final String ORDER = "00000000-0000-5000-8000-000000000001";
  private static final UUID PLACE = new UUID(1, 1);
  private static final UUID CANCEL = new UUID(2, 2);
  private static final Codecs CODECS = Codecs.over(new WireFormat(new MemoryRegistry()));

  private AggregateProbe() {}

  /// How an order's placing, its cancellation, and the same cancellation again were answered.
  static Object answers() {
    List<String> answers = new ArrayList<>();
    run(driver -> outcomes(driver).forEach(record -> answers.add(kind(record))));
    return answers;
  }

  /// Whether the ids of both events follow from their commands'.
  static Object derivedIds() {
    List<String> ids = new ArrayList<>();
    run(driver -> events(driver).forEach(record -> ids.add(id(record))));
    return ids.equals(List.of(Ids.derived(PLACE, 0).toString(), Ids.derived(CANCEL, 0).toString()));
  }

  /// Whether a reader sees the row of an order while the projection's transaction is open.
  static Object rowBeforeCommit() {
    List<TestRecord<String, byte[]>> events = new ArrayList<>();
    run(driver -> events.addAll(events(driver)));
    try (var driver = driver(OrderContext.views(CODECS, Stores.MEMORY))) {
      TestInputTopic<String, byte[]> topic = input(driver, Topics.ORDERS_EVENTS);
      events.forEach(topic::pipeInput);
      return UncommittedRows.read(OrderContext.summaries(CODECS), CODECS.marks(), ORDER)
          .isPresent();
    }
  }

  private static void run(java.util.function.Consumer<TopologyTestDriver> look) {
    try (var driver = driver(OrderContext.service(CODECS, Stores.MEMORY, Optional.empty()))) {
      TestInputTopic<String, byte[]> commands = input(driver, Topics.ORDERS_COMMANDS);
      var line = new OrderLine("tea", 1, 450);
      var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
      var place = new OrderCommand.PlaceOrder("c-1", List.of(line), "EUR", contact, "tok");
      commands.pipeInput(record(PLACE, place, Optional.empty()));
      for (int attempt = 0; attempt < 2; attempt++) {
        commands.pipeInput(record(CANCEL, new OrderCommand.CancelOrder(""), Optional.of("1")));
      }
      look.accept(driver);
    }
  }

  private static TestRecord<String, byte[]> record(
      UUID id, OrderCommand command, Optional<String> expected) {
    var headers = new RecordHeaders();
    headers.add(Envelope.ID, Envelope.bytes(id.toString()));
    headers.add(Envelope.FINGERPRINT, Envelope.bytes("f"));
    expected.ifPresent(v -> headers.add(Envelope.EXPECTED_VERSION, Envelope.bytes(v)));
    return new TestRecord<>(ORDER, CODECS.orderCommands().encode(command), headers, Instant.EPOCH);
  }

  private static TopologyTestDriver driver(Topology topology) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "probe");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    properties.put(CommitPace.LEAST_CONFIG, "20");
    return new TopologyTestDriver(topology, properties, Instant.EPOCH);
  }

  private static TestInputTopic<String, byte[]> input(TopologyTestDriver driver, String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }

  private static List<TestRecord<String, byte[]>> outcomes(TopologyTestDriver driver) {
    return output(driver, Topics.ORDERS_OUTCOMES);
  }

  private static List<TestRecord<String, byte[]>> events(TopologyTestDriver driver) {
    return output(driver, Topics.ORDERS_EVENTS);
  }

  private static List<TestRecord<String, byte[]>> output(TopologyTestDriver driver, String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static String kind(TestRecord<String, byte[]> outcome) {
    return CODECS.outcomes().decode(outcome.value()).kind().name();
  }

  private static String id(TestRecord<String, byte[]> event) {
    return Envelope.text(event.headers(), Envelope.ID).orElseThrow();
  }
}
