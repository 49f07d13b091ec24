package orders.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.AggregateHost;
import orders.engine.Entry;
import orders.engine.Envelope;
import orders.engine.Outcome;
import orders.engine.Progress;
import orders.engine.StateCacheBuilder;
import orders.engine.Stores;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is rebuilt from events and outcomes is what the aggregate's processor has in its stores.
class AggregateFoldTest {

  private static final String APP = "fold";
  private static final int COMMANDS = 600;
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void orders_come_back_byte_for_byte_with_all_that_they_remember(long seed) {
    var random = new Random(seed);
    var host = OrderContext.aggregate(codecs, Stores.MEMORY);
    Topology topology = OrderContext.service(codecs, Stores.MEMORY, Optional.empty());
    Live live = run(topology, host, RandomCommands.orders(random, COMMANDS));

    AggregateFold<?, ?> fold = fold(host, live);
    for (StateCacheBuilder<?> store : host.stores()) {
      Map<String, byte[]> rebuilt = new TreeMap<>();
      fold.each(store.name(), rebuilt::put);
      Map<String, byte[]> kept = live.stores().getOrDefault(store.name(), Map.of());
      assertThat(rebuilt.keySet()).as("seed %d", seed).isEqualTo(kept.keySet());
      rebuilt.forEach((key, entry) -> assertThat(entry).as(key).isEqualTo(kept.get(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void stock_comes_back_with_its_versions_and_reservations(long seed) {
    var random = new Random(seed);
    var host = InventoryContext.aggregate(codecs, Stores.MEMORY);
    Topology topology = InventoryContext.service(codecs, Stores.MEMORY, false);
    Live live = run(topology, host, RandomCommands.stock(random, COMMANDS));

    AggregateFold<?, ?> fold = fold(host, live);
    for (StateCacheBuilder<?> store : host.stores()) {
      Map<String, String> rebuilt = new TreeMap<>();
      fold.each(store.name(), (key, entry) -> rebuilt.put(key, state(store, entry)));
      Map<String, String> kept = new TreeMap<>();
      live.stores()
          .getOrDefault(store.name(), Map.of())
          .forEach((key, entry) -> kept.put(key, state(store, entry)));
      kept.values()
          .removeIf(state -> state.matches("0 (None|Unlisted).*")); // as if it were not there
      assertThat(rebuilt).as("seed %d", seed).isEqualTo(kept);
    }
  }

  private static String state(StateCacheBuilder<?> store, byte[] entry) {
    Entry<?> decoded = (Entry<?>) store.codec().decode(entry);
    return decoded.version() + " " + decoded.state();
  }

  /// What an aggregate left behind.
  private record Live(
      List<ConsumerRecord<String, byte[]>> events,
      List<AggregateFold.Known> outcomes,
      Map<String, Map<String, byte[]>> stores) {}

  private <C, S, E> Live run(
      Topology topology, AggregateHost<C, S, E> host, List<RandomCommands.Sent<C>> commands) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APP);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    try (var driver = new TopologyTestDriver(topology, properties, START)) {
      var topic =
          driver.createInputTopic(
              host.topics().commands(), new StringSerializer(), new ByteArraySerializer());
      Instant at = START;
      for (RandomCommands.Sent<C> sent : commands) {
        at = at.plusMillis(7);
        var headers = new RecordHeaders();
        headers.add(Envelope.ID, Envelope.bytes(sent.id().toString()));
        if (sent.byClient()) {
          headers.add(Envelope.FINGERPRINT, Envelope.bytes("f" + sent.command().hashCode()));
          headers.add(Envelope.IDEMPOTENCY_KEY, Envelope.bytes("key"));
        } else {
          headers.add(Envelope.REPLY, Envelope.bytes("none"));
        }
        topic.pipeInput(
            new TestRecord<>(
                sent.aggregate(), host.commands().encode(sent.command()), headers, at));
      }
      return new Live(
          events(driver, host.topics().events()), outcomes(driver, host), stores(driver, host));
    }
  }

  private static <C, S, E> AggregateFold<S, E> fold(AggregateHost<C, S, E> host, Live live) {
    var fold = new AggregateFold<S, E>(host, 0, live.outcomes());
    live.events().forEach(fold::take);
    fold.end();
    assertThat(fold.mark(0).events()).isEqualTo(live.events().size());
    return fold;
  }

  private static List<ConsumerRecord<String, byte[]>> events(
      TopologyTestDriver driver, String topic) {
    List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
    for (TestRecord<String, byte[]> record : output(driver, topic).readRecordsToList()) {
      events.add(
          new ConsumerRecord<>(
              topic,
              0,
              events.size(),
              record.timestamp(),
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              record.headers(),
              Optional.empty()));
    }
    return events;
  }

  private static List<AggregateFold.Known> outcomes(
      TopologyTestDriver driver, AggregateHost<?, ?, ?> host) {
    List<AggregateFold.Known> known = new ArrayList<>();
    for (TestRecord<String, byte[]> record :
        output(driver, host.topics().outcomes()).readRecordsToList()) {
      Outcome outcome = host.outcomes().decode(record.value());
      boolean replayed = header(record, Envelope.REPLAYED).equals("true");
      boolean kept =
          outcome.kind() == Outcome.Kind.ACCEPTED || outcome.kind() == Outcome.Kind.REFUSED;
      if (!replayed && kept && outcome.events() == 0) {
        known.add(new AggregateFold.Known(outcome, header(record, Envelope.FINGERPRINT)));
      }
    }
    return known;
  }

  private static Map<String, Map<String, byte[]>> stores(
      TopologyTestDriver driver, AggregateHost<?, ?, ?> host) {
    Map<String, Map<String, byte[]>> stores = new TreeMap<>();
    for (StateCacheBuilder<?> store : host.stores()) {
      Map<String, byte[]> entries = new TreeMap<>();
      String changelog = APP + "-" + store.name() + "-changelog";
      for (TestRecord<String, byte[]> record : output(driver, changelog).readRecordsToList()) {
        if (record.value() == null) {
          entries.remove(record.key());
        } else {
          entries.put(record.key(), record.value());
        }
      }
      entries.remove(Progress.KEY);
      stores.put(store.name(), entries);
    }
    return stores;
  }

  private static TestOutputTopic<String, byte[]> output(TopologyTestDriver driver, String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return Envelope.text(record.headers(), name).orElse("");
  }
}
