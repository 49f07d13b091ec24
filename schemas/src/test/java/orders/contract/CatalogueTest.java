package orders.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final Catalogue CATALOGUE = Catalogue.get();

  @Test
  void eventsAreKeptForEver() {
    for (String name : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      Topic topic = CATALOGUE.topic(name);
      assertThat(topic.retentionMs()).isEqualTo(Topic.FOR_EVER);
      assertThat(topic.cleanup()).isEqualTo(Topic.Cleanup.DELETE);
    }
  }

  @Test
  void commandTopicsTellTheBrokersTime() {
    assertThat(CATALOGUE.topics().values())
        .filteredOn(topic -> topic.timestampType() == Topic.TimestampType.LOG_APPEND_TIME)
        .extracting(Topic::name)
        .containsExactly(Topics.ORDERS_COMMANDS, Topics.STOCK_COMMANDS);
  }

  @Test
  void retentionIsWhatTheDomainSays() {
    assertThat(days(Topics.ORDERS_COMMANDS)).isEqualTo(7);
    assertThat(days(Topics.ORDERS_OUTCOMES)).isEqualTo(1);
    assertThat(days(Topics.deadLetters(Topics.ORDERS_COMMANDS))).isEqualTo(30);
  }

  @Test
  void keyedTopicsShareOneSetting() {
    assertThat(CATALOGUE.topic(Topics.ORDERS_EVENTS).partitions().count(4)).isEqualTo(4);
    assertThat(CATALOGUE.topic(Topics.ORDERS_COMMANDS_DLQ).partitions().count(4)).isEqualTo(4);
    assertThat(CATALOGUE.topic(Topics.SCHEMAS).partitions().count(4)).isEqualTo(1);
  }

  @Test
  void noAppIdIsThePrefixOfAnother() {
    for (String id : CATALOGUE.apps().keySet()) {
      assertThat(CATALOGUE.apps().keySet()).noneMatch(other -> other.startsWith(id + "-"));
    }
  }

  @Test
  void everyTopicIsWrittenAndHasAConstant() throws IllegalAccessException {
    Set<String> written = new TreeSet<>();
    CATALOGUE.apps().values().forEach(app -> written.addAll(app.produces()));
    assertThat(written).isEqualTo(new TreeSet<>(CATALOGUE.topics().keySet()));
    assertThat(constants(Topics.class))
        .containsExactlyInAnyOrderElementsOf(CATALOGUE.topics().keySet());
    assertThat(constants(Apps.class))
        .containsExactlyInAnyOrderElementsOf(CATALOGUE.apps().keySet());
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> CATALOGUE.topic("orders.event")).hasMessageContaining("orders.event");
    assertThatThrownBy(() -> CATALOGUE.app("order")).hasMessageContaining("order");
    assertThatThrownBy(() -> Topics.deadLetters(Topics.ORDERS_EVENTS))
        .hasMessageContaining("orders.events.dlq");
  }

  @Test
  void theFileIsReadStrictly() {
    String topic =
        "{key: id, cleanup: delete, retentionMs: 1, timestampType: CreateTime, partitions: keyed,"
            + " maxMessageBytes: 1, poison: skip, schemas: []";
    assertThat(parsed("topics: {a: " + topic + "}}\napps: {}\nprocesses: {}")).isTrue();
    assertThat(parsed("topics: {a: " + topic + "}}\napps: {}")).isFalse();
    assertThat(parsed("topics: {a: " + topic + ", colour: red}}\napps: {}\nprocesses: {}"))
        .isFalse();
    assertThat(parsed("topics: {a: {key: id}}\napps: {}\nprocesses: {}")).isFalse();
    assertThat(parsed("topics: {a: " + topic + "}, a: " + topic + "}}\napps: {}\nprocesses: {}"))
        .isFalse();
    assertThat(parsed("topics: {}\nprocesses: {}")).isFalse();
    assertThat(
            parsed("topics: {a: " + topic.replace("keyed", "many") + "}}\napps: {}\nprocesses: {}"))
        .isFalse();
    String without = topic.replace("poison: skip,", "");
    assertThat(parsed("topics: {a: " + without + "}}\napps: {}\nprocesses: {}")).isFalse();
    String app =
        "{consumes: [b], produces: [], checks: [], describes: [], manages: [], groups: [],"
            + " shareGroups: [], watches: [], movesGroups: [], deletesGroups: [], transactionalIds:"
            + " [], states: [], repairs: []}";
    assertThatThrownBy(() -> parse("topics: {}\napps: {x: " + app + "}\nprocesses: {}"))
        .hasMessageContaining("x names b, which is no topic");
    assertThatThrownBy(() -> parse("topics: {}\napps: {}\nprocesses: {p: [x]}"))
        .hasMessageContaining("p names x, which is no app");
  }

  @Test
  void whatIsPutAsideHasALaneAndNothingElseHas() {
    String topic =
        "{key: id, cleanup: delete, retentionMs: 1, timestampType: CreateTime, partitions: keyed,"
            + " maxMessageBytes: 1, poison: dead-letter, schemas: []}";
    assertThatThrownBy(() -> parse("topics: {a: " + topic + "}\napps: {}\nprocesses: {}"))
        .hasMessageContaining("a has a dead-letter topic if, and only if");
  }

  @Test
  void terraformReadsItToo() throws IOException {
    // yamldecode knows no anchors, aliases, merge keys or tags.
    String text =
        new String(getClass().getResourceAsStream("/catalogue.yaml").readAllBytes(), UTF_8);
    assertThat(text.lines().filter(line -> !line.strip().startsWith("#")))
        .noneMatch(line -> line.matches(".*(<<:|: &|: \\*[A-Za-z]|- &|!!).*"));
  }

  private static boolean parsed(String yaml) {
    try {
      parse(yaml);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Catalogue parse(String yaml) throws IOException {
    return Catalogue.parse(new ByteArrayInputStream(yaml.getBytes(UTF_8)));
  }

  private static long days(String topic) {
    return Duration.ofMillis(CATALOGUE.topic(topic).retentionMs()).toDays();
  }

  private static List<String> constants(Class<?> type) throws IllegalAccessException {
    List<String> values = new ArrayList<>();
    for (Field field : type.getFields()) {
      values.add((String) field.get(null));
    }
    return values;
  }
}
