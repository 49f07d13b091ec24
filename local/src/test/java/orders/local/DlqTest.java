package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import orders.cli.ExitCodes;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.dlq.Settling;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does about dead letters.
class DlqTest {

  private static final String LANE = Topics.deadLetters(Topics.ORDERS_COMMANDS);
  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static Shop shop;
  private static KafkaProducer<byte[], byte[]> producer;
  private static Poison.Values command;

  @BeforeAll
  static void start() {
    shop = Shop.open(directory);
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.producer(shop.kafka(), "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer = new KafkaProducer<>(properties);
    try (var schemas = new SchemaLog(shop.kafka().common())) {
      command =
          new Samples(new WireFormat(schemas)).of(Catalogue.get().topic(Topics.ORDERS_COMMANDS));
    }
  }

  @AfterAll
  static void stop() {
    producer.close();
    shop.close();
  }

  @Test
  void a_letter_is_listed_with_its_lane_reason_and_origin() throws Exception {
    Dead dead = dead(Poison.WRONG_MAGIC);
    JsonNode row = row(dead.id());
    assertThat(row.get("from").asText()).isEqualTo(dead.origin());
    assertThat(row.get("state").asText()).isEqualTo("OPEN");
    assertThat(row.get("reason").asText()).contains("WRONG_MAGIC");
    assertThat(said("dlq", "ls", LANE).text()).contains("ID", "REASON", dead.id());
    assertThat(said("dlq", "ls", Topics.ORDERS_COMMANDS).text()).contains(dead.id());
    assertThat(said("dlq", "ls", "no.such").code()).isEqualTo(ExitCodes.NOT_FOUND);
  }

  @Test
  void what_a_letter_says_is_shown_without_what_is_personal() throws Exception {
    Dead dead = dead(Poison.GARBAGE_HEADERS);
    Said shown = said("dlq", "show", dead.id());
    assertThat(shown.code()).isEqualTo(ExitCodes.OK);
    JsonNode letter = new ObjectMapper().readTree(shown.text());
    assertThat(letter.at("/value/type").asText()).endsWith("PlaceOrder");
    assertThat(letter.at("/value/data/currency").asText()).isNotEmpty();
    assertThat(letter.at("/value/data/contact").asText()).isEqualTo("(not shown)");
    assertThat(letter.at("/value/data/paymentToken").asText()).isEqualTo("(not shown)");
    assertThat(letter.at("/headers/x-of-the-sender").asText()).isEqualTo("3 bytes");
    assertThat(said("dlq", "show", LANE + "-0@999999").code()).isEqualTo(ExitCodes.NOT_FOUND);
    assertThat(said("dlq", "show", "orders.events-0@0").code()).isEqualTo(ExitCodes.NOT_FOUND);
  }

  @Test
  void a_retry_puts_the_record_back_as_it_was_and_a_second_does_nothing() throws Exception {
    for (Poison poison : List.of(Poison.CUT_OFF, Poison.NULL_KEY, Poison.GARBAGE_KEY)) {
      Dead dead = dead(poison);
      int before = source().size();
      assertThat(said("dlq", "retry", dead.id()).code()).isEqualTo(ExitCodes.OK);
      List<ConsumerRecord<String, byte[]>> after = source();
      assertThat(after).hasSize(before + 1);
      ConsumerRecord<String, byte[]> back = newest(after);
      assertThat(back.value()).isEqualTo(dead.sent().value());
      assertThat(back.key() == null ? null : orders.kafka.KeyText.bytes(back.key()))
          .isEqualTo(dead.sent().key());
      assertThat(back.headers().toArray()).isEqualTo(dead.sent().headers().toArray());
      assertThat(said("dlq", "retry", dead.id()).code()).isEqualTo(ExitCodes.OK);
      assertThat(source()).hasSize(before + 1);
      assertThat(row(dead.id()).get("state").asText()).isEqualTo("RETRIED");
    }
  }

  @Test
  void what_is_discarded_says_why_and_stays_so() throws Exception {
    Dead dead = dead(Poison.EMPTY);
    assertThat(said("dlq", "discard", dead.id()).code()).isEqualTo(ExitCodes.USAGE);
    assertThat(said("dlq", "discard", dead.id(), "--reason=a test").code()).isEqualTo(ExitCodes.OK);
    assertThat(said("dlq", "show", dead.id()).text()).contains("DISCARDED", "a test");
    assertThat(said("dlq", "ls").text()).doesNotContain(dead.id() + " ");
    int before = source().size();
    assertThat(said("dlq", "retry", dead.id()).code()).isEqualTo(ExitCodes.CONFLICT);
    assertThat(said("dlq", "discard", dead.id(), "--reason=again").code())
        .isEqualTo(ExitCodes.CONFLICT);
    assertThat(source()).hasSize(before);
  }

  @Test
  void of_two_that_retry_at_the_same_time_one_does() throws Exception {
    Dead dead = dead(Poison.TRUNCATED);
    Letter letter = new LetterBox(shop.kafka()).find(dead.id()).orElseThrow();
    int before = source().size();
    try (var first = new Settling(shop.kafka());
        var second = new Settling(shop.kafka())) {
      assertThat(second.retry(letter)).isEmpty();
      assertThatThrownBy(() -> first.retry(letter)).isInstanceOf(KafkaException.class);
    }
    assertThat(source()).hasSize(before + 1);
  }

  @Test
  void what_was_done_about_a_letter_is_forgotten_when_the_letter_is() throws Exception {
    Dead old = dead(Poison.EMPTY);
    assertThat(said("dlq", "discard", old.id(), "--reason=old").code()).isEqualTo(ExitCodes.OK);
    assertThat(new LetterBox(shop.kafka()).handled()).containsKey(old.id());
    Letter.Place place = Letter.Place.parse(old.id()).orElseThrow();
    try (Admin admin = Admin.create(ClientProperties.admin(shop.kafka(), "test"))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(place.topic(), place.partition()),
                  RecordsToDelete.beforeOffset(place.offset() + 1)))
          .all()
          .get();
    }
    Dead young = dead(Poison.EMPTY);
    assertThat(said("dlq", "discard", young.id(), "--reason=young").code()).isEqualTo(ExitCodes.OK);
    assertThat(new LetterBox(shop.kafka()).handled())
        .containsKey(young.id())
        .doesNotContainKey(old.id());
  }

  @Test
  void a_whole_lane_goes_back() throws Exception {
    List<Dead> dead = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      dead.add(dead(Poison.LEFT_OVER));
    }
    assertThat(said("dlq", "retry", "--lane=" + LANE).code()).isEqualTo(ExitCodes.OK);
    for (Dead one : dead) {
      assertThat(row(one.id()).get("state").asText()).isEqualTo("RETRIED");
    }
    assertThat(said("dlq", "retry").code()).isEqualTo(ExitCodes.USAGE);
  }

  /// @param id of the letter that became of it
  private record Dead(String id, String origin, ProducerRecord<byte[], byte[]> sent) {}

  private static Dead dead(Poison poison) throws Exception {
    var record = poison.record(Topics.ORDERS_COMMANDS, 1, command);
    record.headers().add("x-test", UUID.randomUUID().toString().getBytes(UTF_8));
    RecordMetadata at = producer.send(record).get();
    String origin = at.topic() + "-" + at.partition() + "@" + at.offset();
    List<String> ids = new ArrayList<>();
    await()
        .atMost(WAIT)
        .until(
            () -> {
              ids.clear();
              new LetterBox(shop.kafka())
                  .read(
                      orders.dlq.Lane.find(LANE).orElseThrow(),
                      letter -> {
                        if (letter.origin().equals(origin)) {
                          ids.add(letter.id());
                        }
                      });
              return !ids.isEmpty();
            });
    assertThat(ids).hasSize(1);
    return new Dead(ids.getFirst(), origin, record);
  }

  private static JsonNode row(String id) throws IOException {
    Said said = said("dlq", "ls", "--all", "-o", "json");
    assertThat(said.code()).isEqualTo(ExitCodes.OK);
    for (JsonNode row : new ObjectMapper().readTree(said.text()).get("items")) {
      if (row.get("id").asText().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("not listed: " + id);
  }

  private static List<ConsumerRecord<String, byte[]>> source() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < Shop.PARTITIONS; partition++) {
      LogReader.read(
          ClientProperties.reader(shop.kafka(), "source"),
          new TopicPartition(Topics.ORDERS_COMMANDS, partition),
          records::add);
    }
    return records;
  }

  private static ConsumerRecord<String, byte[]> newest(List<ConsumerRecord<String, byte[]>> of) {
    return of.stream()
        .max(java.util.Comparator.comparingLong(ConsumerRecord::timestamp))
        .orElseThrow();
  }

  private static Said said(String... arguments) {
    return Said.by(() -> shop.cli(arguments));
  }
}
