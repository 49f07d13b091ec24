package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.dlq.Lane;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.engine.DeadLetter;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.KeyText;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of poison on every topic that anybody reads. What becomes of it is what the catalogue
/// says of the topic, and the system goes on.
class PoisonTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  /// So that every partition gets some.
  private static final AtomicInteger TURN = new AtomicInteger();

  @TempDir static Path directory;
  private static Shop shop;
  private static KafkaConnection kafka;
  private static KafkaProducer<byte[], byte[]> producer;
  private static Samples samples;

  @BeforeAll
  static void start() {
    shop = Shop.open(directory);
    kafka = shop.kafka();
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(kafka, "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer = new KafkaProducer<>(properties);
    try (var schemas = new SchemaLog(kafka.common())) {
      samples = new Samples(new WireFormat(schemas));
    }
  }

  @AfterAll
  static void stop() {
    producer.close();
    shop.close();
  }

  @TestFactory
  Stream<DynamicTest> what_is_put_aside_is_in_the_lane_as_it_came_and_the_partition_goes_on() {
    return topics(Topic.Poison.DEAD_LETTER).map(topic -> test(topic, PoisonTest::putAside));
  }

  @TestFactory
  Stream<DynamicTest> what_is_passed_over_changes_nothing_that_anybody_sees() {
    return topics(Topic.Poison.SKIP).map(topic -> test(topic, PoisonTest::passedOver));
  }

  @TestFactory
  Stream<DynamicTest> what_compression_made_small_stays_where_it_was_and_the_partition_goes_on() {
    return topics(Topic.Poison.DEAD_LETTER).map(topic -> test(topic, PoisonTest::leftBehind));
  }

  @TestFactory
  Stream<DynamicTest> what_nobody_reads_for_what_it_says_harms_nobody() {
    return topics(Topic.Poison.NONE).map(topic -> test(topic, PoisonTest::ignored));
  }

  private static void ignored(Topic topic) throws Exception {
    for (Poison poison : Poison.all()) {
      producer.send(poison.record(topic.name(), 0, samples.of(topic))).get();
    }
    assertThat(shop.cli("dlq", "ls", "--all")).isEqualTo(ExitCodes.OK);
    shop.sellsAnOrder();
  }

  private static void leftBehind(Topic topic) throws Exception {
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(kafka, "large"));
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16_000_000);
    try (var large = new KafkaProducer<String, byte[]>(properties)) {
      byte[] value = new byte[DeadLetter.BYTES_MAX + 1];
      RecordMetadata at = large.send(new ProducerRecord<>(topic.name(), 0, "k", value)).get();
      String origin = "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
      Lane lane = Lane.find(topic.name()).orElseThrow();
      await().atMost(WAIT).until(() -> letters(lane).containsKey(origin));
      Letter letter = Optional.ofNullable(letters(lane).get(origin)).orElseThrow();
      assertThat(letter.leftBehind() && letter.record().value() == null).isTrue();
      assertThat(shop.cli("dlq", "retry", letter.id())).isEqualTo(ExitCodes.CONFLICT);
    }
    shop.sellsAnOrder();
  }

  private static void putAside(Topic topic) throws Exception {
    Map<String, ProducerRecord<byte[], byte[]>> sent = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Poison poison : Poison.all()) {
      ProducerRecord<byte[], byte[]> record =
          poison.record(topic.name(), TURN.getAndIncrement() % Shop.PARTITIONS, samples.of(topic));
      RecordMetadata at = producer.send(record).get();
      sent.put("%s-%d@%d".formatted(at.topic(), at.partition(), at.offset()), record);
      ends.put(new TopicPartition(at.topic(), at.partition()), at.offset() + 1);
    }
    Lane lane = Lane.find(topic.name()).orElseThrow();
    await()
        .atMost(WAIT)
        .untilAsserted(() -> assertThat(letters(lane).keySet()).containsAll(sent.keySet()));
    letters(lane)
        .forEach(
            (origin, letter) ->
                Optional.ofNullable(sent.get(origin)).ifPresent(r -> assertSame(letter, r)));
    // The place that a share group tells is where it was before its last step: one more of each.
    for (int partition = 0; partition < Shop.PARTITIONS; partition++) {
      producer.send(Poison.EMPTY.record(topic.name(), partition, samples.of(topic))).get();
    }
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(places(topic))
                    .allSatisfy(
                        (partition, place) ->
                            assertThat(place)
                                .isGreaterThanOrEqualTo(ends.getOrDefault(partition, 0L))));
    shop.sellsAnOrder();
  }

  private static void assertSame(Letter letter, ProducerRecord<byte[], byte[]> sent) {
    assertThat(letter.reason()).isNotEmpty();
    String key = letter.record().key();
    assertThat(key == null ? null : KeyText.bytes(key)).isEqualTo(sent.key());
    assertThat(letter.record().value()).isEqualTo(sent.value());
    Header[] headers = letter.record().headers().toArray();
    Header[] before = sent.headers().toArray();
    assertThat(Arrays.copyOf(headers, before.length)).isEqualTo(before);
    assertThat(headers).hasSize(before.length + 2);
  }

  private static void passedOver(Topic topic) throws Exception {
    for (Poison poison : Poison.all()) {
      // A good value under a good key is a row, whatever the headers say: nobody reads those.
      if (poison.valueIsGood() && poison != Poison.NULL_KEY) {
        continue;
      }
      int partition = TURN.getAndIncrement() % topic.partitions().count(Shop.PARTITIONS);
      var record = poison.record(topic.name(), partition, samples.of(topic));
      if (poison == Poison.NULL_KEY && topic.cleanup() == Topic.Cleanup.COMPACT) {
        assertThatThrownBy(() -> producer.send(record).get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(InvalidRecordException.class);
      } else {
        producer.send(record).get();
        producer
            .send(new ProducerRecord<>(topic.name(), partition, bytes("~watermark"), bytes("?")))
            .get();
      }
    }
    shop.sellsAnOrder();
    // Whoever starts now reads it from the beginning.
    if (topic.versioned()) {
      shop.newReaderReads();
    } else {
      Map<String, Runnable> readers =
          Map.of(
              Topics.ORDERS_OUTCOMES, shop::newGatewayAnswers,
              Topics.STOCK_OUTCOMES, shop::newGatewayAnswers,
              Topics.CONTROL_ALIASES,
                  () ->
                      assertThat(shop.cli("replay", "orders", "--accept")).isEqualTo(ExitCodes.OK),
              Topics.CONTROL_REPLAYS,
                  () ->
                      assertThat(shop.cli("replay", "shipping", "--accept"))
                          .isEqualTo(ExitCodes.OK),
              Topics.CONTROL_DEADLETTERS,
                  () -> assertThat(new LetterBox(kafka).handled()).isEmpty(),
              Topics.SCHEMAS,
                  () -> assertThat(shop.cli("schemas", "check")).isEqualTo(ExitCodes.OK));
      assertThat(readers)
          .as("how %s is read is not known here", topic.name())
          .containsKey(topic.name());
      readers.getOrDefault(topic.name(), () -> {}).run();
      assertThat(VersionedTopics.wanted(kafka)).isNotEmpty();
    }
  }

  private static Map<String, Letter> letters(Lane lane) {
    Map<String, Letter> letters = new HashMap<>();
    new LetterBox(kafka).read(lane, letter -> letters.put(letter.origin(), letter));
    return letters;
  }

  /// How far the group has come that puts this topic's poison aside.
  private static Map<TopicPartition, Long> places(Topic topic) throws Exception {
    App app =
        Catalogue.get().apps().values().stream()
            .filter(one -> one.consumes().contains(topic.name()))
            .filter(one -> one.produces().contains(topic.deadLetters()))
            .findFirst()
            .orElseThrow();
    Map<TopicPartition, Long> places = Places.of(kafka, app, topic.name());
    assertThat(places).hasSize(Shop.PARTITIONS);
    return places;
  }

  /// What is tried with one topic.
  private interface Trial {
    void of(Topic topic) throws Exception;
  }

  private static DynamicTest test(Topic topic, Trial trial) {
    return DynamicTest.dynamicTest(topic.name(), () -> trial.of(topic));
  }

  private static Stream<Topic> topics(Topic.Poison rule) {
    return Catalogue.get().topics().values().stream().filter(topic -> topic.poison() == rule);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
