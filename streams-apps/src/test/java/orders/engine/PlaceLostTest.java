package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderLine;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.order.OrderContext;
import orders.policy.OrderDeadlines;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A group is given a place that it had before, with its stores as they are: a new driver counts
/// offsets from the first again.
class PlaceLostTest {

  private static final String ORDER = "00000000-0000-5000-8000-000000000001";
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration STOCK = Duration.ofSeconds(30);
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
  private TopologyTestDriver driver = driver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void whatWasActedOnIsPassedOverAndWhatComesNextIsNot() {
    event(1, PLACED);
    assertThat(written(Topics.ORDERS_NOTICES)).hasSize(1);
    assertThat(written(Topics.ORDERS_NOTICES_JSON)).hasSize(1);

    placeIsLost();
    event(1, PLACED);
    assertThat(written(Topics.ORDERS_NOTICES)).isEmpty();
    assertThat(written(Topics.ORDERS_NOTICES_JSON)).isEmpty();

    event(2, RESERVED);
    assertThat(written(Topics.ORDERS_NOTICES)).hasSize(1);
    assertThat(written(Topics.ORDERS_NOTICES_JSON)).hasSize(1);
  }

  @Test
  void anAlarmThatWentOffIsNotSetAgain() {
    event(1, PLACED);
    pass(STOCK.plusSeconds(5));
    assertThat(written(Topics.ORDERS_COMMANDS)).hasSize(1);

    placeIsLost();
    event(1, PLACED);
    pass(STOCK.multipliedBy(2));
    assertThat(written(Topics.ORDERS_COMMANDS)).isEmpty();
  }

  @Test
  void whatCannotBeReadIsPutAsideOnce() {
    pipe(Topics.PAYMENTS_RESULTS, new byte[] {9, 9, 9}, headers(1));
    assertThat(written(Topics.deadLetters(Topics.PAYMENTS_RESULTS))).hasSize(1);

    placeIsLost();
    pipe(Topics.PAYMENTS_RESULTS, new byte[] {9, 9, 9}, headers(1));
    assertThat(written(Topics.deadLetters(Topics.PAYMENTS_RESULTS))).isEmpty();
  }

  /// Nothing follows from most events, for most policies; a mark for each would be a write for
  // each.
  @Test
  void whatNothingFollowsFromMovesNoMark() {
    event(1, new LineReserved("tea", 1));
    assertThat(marks()).isEmpty();

    event(2, PAID);
    assertThat(marks()).containsExactlyInAnyOrder("notices-of-orders", "notices-as-json");

    event(3, RESERVED);
    assertThat(marks())
        .containsExactlyInAnyOrder("notices-of-orders", "notices-as-json", "order-timer");
  }

  private List<String> marks() {
    return written("orders-" + Topics.ORDERS_EVENTS + "-marks-changelog").stream()
        .map(TestRecord::key)
        .toList();
  }

  private TopologyTestDriver driver() {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "orders");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TopologyTestDriver(
        OrderContext.service(
            codecs, Stores.MEMORY, Optional.of(new OrderDeadlines(STOCK, STOCK.multipliedBy(2)))),
        properties,
        START);
  }

  /// The stores come back from their topics.
  private void placeIsLost() {
    Map<String, List<TestRecord<String, byte[]>>> kept = new HashMap<>();
    driver
        .getAllStateStores()
        .keySet()
        .forEach(store -> kept.put(store, written("orders-" + store + "-changelog")));
    driver.close();
    driver = driver();
    kept.forEach(
        (store, entries) ->
            entries.forEach(
                entry -> inner(store).put(Bytes.wrap(Envelope.bytes(entry.key())), entry.value())));
  }

  private KeyValueStore<Bytes, byte[]> inner(String name) {
    KeyValueStore<Bytes, byte[]> plain = driver.getKeyValueStore(name);
    return plain != null ? plain : ((StateCache<?>) driver.getStateStore(name)).inner;
  }

  private void event(long version, OrderEvent event) {
    pipe(Topics.ORDERS_EVENTS, codecs.orderEvents().encode(event), headers(version));
  }

  private void pipe(String topic, byte[] value, Headers headers) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(ORDER, value, headers, START));
  }

  private static Headers headers(long version) {
    UUID id = UUID.nameUUIDFromBytes(new byte[] {(byte) version});
    return new RecordHeaders()
        .add(Envelope.SEQUENCE, Envelope.bytes(Envelope.sequence(version)))
        .add(Envelope.ID, Envelope.bytes(id.toString()));
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  private List<TestRecord<String, byte[]>> written(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }
}
