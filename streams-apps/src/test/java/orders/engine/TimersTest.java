package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderLine;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.order.OrderPolicies;
import orders.policy.OrderDeadlines;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alarms of orders: due by broker time, once, and not forgotten.
class TimersTest {

  private static final String ORDER = "00000000-0000-5000-8000-000000000001";
  private static final String OTHER = "00000000-0000-5000-8000-000000000002";
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration STOCK = Duration.ofSeconds(30);
  private static final Duration MONEY = Duration.ofSeconds(60);
  private static final OrderEvent PLACED =
      new OrderPlaced(
          "c-1",
          List.of(new OrderLine("tea", 1, 450)),
          "EUR",
          450,
          new Contact("Ada", "ada@example.org", "1 Byron Row"),
          "tok",
          START);
  private static final OrderEvent RESERVED = new OrderReserved(450, "EUR", "tok");
  private static final OrderEvent PAID =
      new PaymentAuthorised("pay", 450, "EUR", List.of(), Optional.empty());
  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));
  private Instant here = START.plusSeconds(86_400); // a clock that is a day ahead
  private TopologyTestDriver driver = driver();
  private long version;

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anOrderThatGetsNoStockInTimeIsTold() {
    tell(ORDER, PLACED, START);
    pass(Duration.ofSeconds(29));
    assertThat(rung()).isEmpty();
    pass(Duration.ofSeconds(2));
    assertThat(rung()).containsExactly(ORDER);
    pass(Duration.ofMinutes(5));
    assertThat(rung()).isEmpty();
  }

  @Test
  void aStepOnSetsTheAlarmAnewAndThePaymentStopsIt() {
    tell(ORDER, PLACED, START);
    tell(ORDER, RESERVED, START.plusSeconds(20));
    tell(OTHER, PLACED, START.plusSeconds(20));
    tell(OTHER, RESERVED, START.plusSeconds(21));
    tell(OTHER, PAID, START.plusSeconds(22));
    pass(Duration.ofSeconds(57));
    assertThat(rung()).isEmpty();
    pass(Duration.ofSeconds(3));
    assertThat(rung()).containsExactly(ORDER);
    pass(Duration.ofMinutes(5));
    assertThat(rung()).isEmpty();
  }

  @Test
  void theBrokersTimeCountsNotTheClockHere() {
    tell(ORDER, PLACED, START);
    here = here.plus(Duration.ofHours(1)); // somebody sets the clock
    driver.advanceWallClockTime(Duration.ofHours(1));
    assertThat(rung()).isEmpty();
    tell(OTHER, PLACED, START.plusSeconds(31));
    pass(Duration.ofSeconds(1));
    assertThat(rung()).containsExactly(ORDER);
  }

  /// The partition was idle for long, and its process dies before it looks at the clock again.
  @Test
  void anAlarmKnowsWhatTimeItIsAlthoughNobodyHasLooked() {
    tell(ORDER, PLACED, START);
    Map<Bytes, byte[]> kept = kept();
    driver.close();

    driver = driver();
    restore(kept);
    pass(Duration.ofSeconds(29));
    assertThat(rung()).isEmpty();
    pass(Duration.ofSeconds(3));
    assertThat(rung()).containsExactly(ORDER);
  }

  @Test
  void anAlarmOutlivesACrashAndItsCommandHasTheSameId() {
    tell(ORDER, PLACED, START);
    pass(Duration.ofSeconds(20));
    Map<Bytes, byte[]> kept = kept();
    pass(Duration.ofSeconds(20));
    List<String> first = rungIds();
    driver.close();

    driver = driver();
    restore(kept);
    pass(Duration.ofSeconds(20));

    assertThat(rungIds()).isEqualTo(first).hasSize(1);
  }

  @Test
  void whatRingsExpiresTheOrderAndSaysWhy() {
    String event = tell(ORDER, PLACED, START);
    pass(Duration.ofSeconds(31));
    TestRecord<String, byte[]> command = commands().readRecord();
    assertThat(codecs.orderCommands().decode(command.value())).isEqualTo(new ExpireOrder());
    assertThat(Envelope.text(command.headers(), Envelope.CAUSATION_ID)).contains(event);
    assertThat(Envelope.text(command.headers(), Envelope.REPLY)).contains("none");
  }

  private TopologyTestDriver driver() {
    var topology = new Topology();
    TimerTopology.attach(
        topology,
        host(),
        PolicyTopology.add(topology, OrderPolicies.notices(codecs), codecs.marks()));
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "timers");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TopologyTestDriver(topology, properties, here);
  }

  private TimerHost<?, ?> host() {
    return new TimerHost<>(
        "order",
        "/timers/order",
        Topics.ORDERS_COMMANDS,
        new OrderDeadlines(STOCK, MONEY),
        codecs.orderEvents(),
        codecs.orderCommands(),
        codecs.alarms(),
        Stores.MEMORY);
  }

  private String tell(String orderId, OrderEvent event, Instant at) {
    TestInputTopic<String, byte[]> events =
        driver.createInputTopic(
            Topics.ORDERS_EVENTS, new StringSerializer(), new ByteArraySerializer());
    String id = UUID.nameUUIDFromBytes(new byte[] {(byte) ++version}).toString();
    var headers =
        new RecordHeaders()
            .add(Envelope.SEQUENCE, Envelope.bytes(Envelope.sequence(version)))
            .add(Envelope.ID, Envelope.bytes(id));
    events.pipeInput(new TestRecord<>(orderId, codecs.orderEvents().encode(event), headers, at));
    return id;
  }

  /// Time passes here, second by second.
  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      here = here.plusSeconds(1);
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  private List<String> rung() {
    return commands().readRecordsToList().stream().map(TestRecord::key).toList();
  }

  private List<String> rungIds() {
    return commands().readRecordsToList().stream()
        .map(record -> Envelope.text(record.headers(), Envelope.ID).orElseThrow())
        .toList();
  }

  private TestOutputTopic<String, byte[]> commands() {
    return driver.createOutputTopic(
        Topics.ORDERS_COMMANDS, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<Bytes, byte[]> kept() {
    Map<Bytes, byte[]> kept = new java.util.TreeMap<>();
    try (var all = store().all()) {
      List<Bytes> keys = new ArrayList<>();
      all.forEachRemaining(
          entry -> {
            keys.add(entry.key);
            kept.put(entry.key, entry.value);
          });
      assertThat(keys).hasSize(3); // by time, by order, and the clock
    }
    return kept;
  }

  private void restore(Map<Bytes, byte[]> kept) {
    kept.forEach(store()::put);
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore("order-timers");
  }
}
