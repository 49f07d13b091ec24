package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import orders.cli.ExitCodes;
import orders.contract.Topics;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.dlq.Settling;
import orders.kafka.ClientProperties;
import orders.local.Graveyard.Dead;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does about dead letters.
class DlqTest {

  private static final String LANE = Graveyard.LANE;

  @TempDir static Path directory;
  private static Shop shop;
  private static Graveyard graveyard;

  @BeforeAll
  static void start() {
    shop = Shop.open(directory);
    graveyard = new Graveyard(shop.kafka());
  }

  @AfterAll
  static void stop() {
    graveyard.close();
    shop.close();
  }

  @Test
  void a_letter_is_listed_with_its_lane_reason_and_origin() throws Exception {
    Dead dead = graveyard.dead(Poison.WRONG_MAGIC);
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
    Dead dead = graveyard.dead(Poison.GARBAGE_HEADERS);
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
    List<Dead> dead = graveyard.dead(List.of(Poison.CUT_OFF, Poison.NULL_KEY, Poison.GARBAGE_KEY));
    List<String> retry = new ArrayList<>(List.of("dlq", "retry"));
    dead.forEach(one -> retry.add(one.id()));
    int before = graveyard.source().size();
    assertThat(said(retry.toArray(String[]::new)).code()).isEqualTo(ExitCodes.OK);
    List<ConsumerRecord<String, byte[]>> after = graveyard.source();
    assertThat(after).hasSize(before + dead.size());
    for (Dead one : dead) {
      ConsumerRecord<String, byte[]> back = Graveyard.newest(after, one);
      assertThat(back.value()).isEqualTo(one.sent().value());
      assertThat(back.key() == null ? null : orders.kafka.KeyText.bytes(back.key()))
          .isEqualTo(one.sent().key());
      assertThat(back.headers().toArray()).isEqualTo(one.sent().headers().toArray());
    }
    assertThat(said(retry.toArray(String[]::new)).code()).isEqualTo(ExitCodes.OK);
    assertThat(graveyard.source()).hasSize(before + dead.size());
    assertThat(states(dead)).containsOnly("RETRIED");
  }

  @Test
  void what_is_discarded_says_why_and_stays_so() throws Exception {
    Dead dead = graveyard.dead(Poison.EMPTY);
    assertThat(said("dlq", "discard", dead.id()).code()).isEqualTo(ExitCodes.USAGE);
    assertThat(said("dlq", "discard", dead.id(), "--reason=a test").code()).isEqualTo(ExitCodes.OK);
    assertThat(said("dlq", "show", dead.id()).text()).contains("DISCARDED", "a test");
    assertThat(said("dlq", "ls").text()).doesNotContain(dead.id() + " ");
    int before = graveyard.source().size();
    assertThat(said("dlq", "retry", dead.id()).code()).isEqualTo(ExitCodes.CONFLICT);
    assertThat(said("dlq", "discard", dead.id(), "--reason=again").code())
        .isEqualTo(ExitCodes.CONFLICT);
    assertThat(graveyard.source()).hasSize(before);
  }

  @Test
  void of_two_that_retry_at_the_same_time_one_does() throws Exception {
    Dead dead = graveyard.dead(Poison.TRUNCATED);
    Letter letter = new LetterBox(shop.kafka()).find(dead.id()).orElseThrow();
    int before = graveyard.source().size();
    try (var first = new Settling(shop.kafka());
        var second = new Settling(shop.kafka())) {
      assertThat(second.retry(letter)).isEmpty();
      assertThatThrownBy(() -> first.retry(letter)).isInstanceOf(KafkaException.class);
    }
    assertThat(graveyard.source()).hasSize(before + 1);
  }

  @Test
  void what_was_done_about_a_letter_is_forgotten_when_the_letter_is() throws Exception {
    Dead old = graveyard.dead(Poison.EMPTY);
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
    Dead young = graveyard.dead(Poison.EMPTY);
    assertThat(said("dlq", "discard", young.id(), "--reason=young").code()).isEqualTo(ExitCodes.OK);
    assertThat(new LetterBox(shop.kafka()).handled())
        .containsKey(young.id())
        .doesNotContainKey(old.id());
  }

  @Test
  void a_record_that_was_put_aside_twice_goes_back_once() throws Exception {
    Dead dead = graveyard.dead(Poison.EMPTY);
    String twin = graveyard.again(dead);
    int before = graveyard.source().size();
    assertThat(said("dlq", "retry", dead.id(), twin).code()).isEqualTo(ExitCodes.OK);
    assertThat(graveyard.source()).hasSize(before + 1);
    assertThat(said("dlq", "retry", twin).code()).isEqualTo(ExitCodes.OK);
    assertThat(graveyard.source()).hasSize(before + 1);
    assertThat(row(twin).get("state").asText()).isEqualTo("RETRIED");
  }

  @Test
  void a_whole_lane_goes_back() throws Exception {
    List<Dead> dead = graveyard.dead(Collections.nCopies(5, Poison.LEFT_OVER));
    assertThat(said("dlq", "retry", "--lane=" + LANE).code()).isEqualTo(ExitCodes.OK);
    assertThat(states(dead)).containsOnly("RETRIED");
    assertThat(said("dlq", "retry").code()).isEqualTo(ExitCodes.USAGE);
  }

  private static List<String> states(List<Dead> dead) throws IOException {
    List<String> states = new ArrayList<>();
    JsonNode all = new ObjectMapper().readTree(said("dlq", "ls", "--all", "-o", "json").text());
    for (JsonNode row : all.get("items")) {
      if (dead.stream().anyMatch(one -> one.id().equals(row.get("id").asText()))) {
        states.add(row.get("state").asText());
      }
    }
    assertThat(states).hasSameSizeAs(dead);
    return states;
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

  private static Said said(String... arguments) {
    return Said.by(() -> shop.cli(arguments));
  }
}
