package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.Topics;
import orders.dlq.Lane;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.kafka.KafkaConnection;
import orders.kafka.KeyText;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of poison on every topic that anybody reads, on all of them at the same time. What
/// becomes of it is what the catalogue says of the topic, and the system goes on.
class PoisonTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static Shop shop;
  private static KafkaConnection kafka;
  private static PoisonSender outsider;

  private static final String VIEWS = "views";
  private static final String OUTCOMES = "outcomes";

  /// Who reads topics whose poison is passed over, by topic; one reader has all the rows
  /// of views, and one gateway all outcomes.
  private static final Map<String, Runnable> NEW_READERS =
      Map.of(
          VIEWS,
          () -> shop.newReaderReads(),
          OUTCOMES,
          () -> shop.newGatewayAnswers(),
          Topics.CONTROL_ALIASES,
          () -> runs("replay", "orders", "--accept"),
          Topics.CONTROL_REPLAYS,
          () -> runs("replay", "shipping", "--accept"),
          Topics.CONTROL_DEADLETTERS,
          () -> assertThat(new LetterBox(kafka).handled()).isEmpty(),
          Topics.SCHEMAS,
          () -> runs("schemas", "check"));

  @BeforeAll
  static void start() throws Exception {
    shop = Shop.open(directory);
    kafka = shop.kafka();
    outsider = new PoisonSender(kafka);
    for (Topic topic : Catalogue.get().topics().values()) {
      outsider.poison(topic);
    }
  }

  @AfterAll
  static void stop() {
    outsider.close();
    shop.close();
  }

  @TestFactory
  Stream<DynamicTest> what_is_put_aside_is_in_the_lane_as_it_came_and_the_partition_goes_on() {
    return topics(Topic.Poison.DEAD_LETTER).map(topic -> test(topic, PoisonTest::isPutAside));
  }

  @TestFactory
  Stream<DynamicTest> what_compression_made_small_stays_where_it_was_and_the_partition_goes_on() {
    return topics(Topic.Poison.DEAD_LETTER).map(topic -> test(topic, PoisonTest::isLeftBehind));
  }

  @TestFactory
  Stream<DynamicTest> who_starts_now_and_reads_it_from_the_beginning_passes_over_it() {
    assertThat(NEW_READERS.keySet())
        .as("how each of them is read")
        .containsExactlyInAnyOrderElementsOf(
            topics(Topic.Poison.SKIP).map(PoisonTest::read).distinct().toList());
    return NEW_READERS.entrySet().stream()
        .map(reader -> DynamicTest.dynamicTest(reader.getKey(), () -> reader.getValue().run()));
  }

  @Test
  void everybody_goes_on() {
    shop.sellsAnOrder();
    assertThat(shop.cli("dlq", "ls", "--all")).isEqualTo(ExitCodes.OK);
    await().atMost(WAIT).until(shop.process()::ready);
    assertThat(shop.process().failed()).isFalse();
  }

  private static String read(Topic topic) {
    boolean outcomes = topic.name().endsWith(OUTCOMES);
    return topic.versioned() ? VIEWS : outcomes ? OUTCOMES : topic.name();
  }

  private static void runs(String... command) {
    assertThat(shop.cli(command)).isEqualTo(ExitCodes.OK);
    assertThat(VersionedTopics.wanted(kafka)).isNotEmpty();
  }

  private static void isLeftBehind(Topic topic) {
    String origin = outsider.large(topic);
    Lane lane = Lane.find(topic.name()).orElseThrow();
    await().atMost(WAIT).until(() -> letters(lane).containsKey(origin));
    Letter letter = Optional.ofNullable(letters(lane).get(origin)).orElseThrow();
    assertThat(letter.leftBehind() && letter.record().value() == null).isTrue();
    assertThat(shop.cli("dlq", "retry", letter.id())).isEqualTo(ExitCodes.CONFLICT);
  }

  private static void isPutAside(Topic topic) throws Exception {
    Map<String, ProducerRecord<byte[], byte[]>> records = outsider.sent(topic);
    Lane lane = Lane.find(topic.name()).orElseThrow();
    await()
        .atMost(WAIT)
        .untilAsserted(() -> assertThat(letters(lane).keySet()).containsAll(records.keySet()));
    letters(lane)
        .forEach(
            (origin, letter) ->
                Optional.ofNullable(records.get(origin)).ifPresent(r -> assertSame(letter, r)));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (String place : records.keySet()) {
      Letter.Place at = Letter.Place.parse(place).orElseThrow();
      ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
    }
    // The place that a share group tells is where it was before its last step: one more of each.
    outsider.oneMoreInEach(topic);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(places(topic))
                    .allSatisfy(
                        (partition, place) ->
                            assertThat(place)
                                .isGreaterThanOrEqualTo(ends.getOrDefault(partition, 0L))));
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
}
