package orders.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.LogPositions;
import orders.local.LocalKafka;
import orders.local.SilentConsumer;
import orders.local.Unhurried;
import orders.query.ViewReader.Freshness;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader has seen the one event of an order that there is, and asks for stock.
class CausalBarrierTest {

  private static final String REACHED = "reached";
  private static final TopicPartition EVENT = new TopicPartition(Topics.ORDERS_EVENTS, 0);
  private static final TopicPartition MOVED = new TopicPartition(Topics.STOCK_EVENTS, 0);
  private static final List<Integer> PARTITIONS = List.of(0);
  private static final Token SEEN = Token.of(EVENT.topic(), EVENT.partition(), 1);

  /// Less than a look takes to give up.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static LocalKafka kafka;
  private static LogPositions positions;

  @BeforeAll
  static void start() throws Exception {
    kafka = LocalKafka.start(directory, 0, 1);
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(kafka.connection(), "test"))) {
      for (TopicPartition one : List.of(EVENT, MOVED)) {
        producer.send(new ProducerRecord<>(one.topic(), one.partition(), "k", new byte[1])).get();
      }
    }
    try (Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      admin.alterConsumerGroupOffsets(REACHED, Map.of(EVENT, new OffsetAndMetadata(1))).all().get();
    }
    positions =
        positions(new KafkaConsumer<>(ClientProperties.seeker(kafka.connection(), "positions")));
    positions.ends(List.of(EVENT, MOVED), LONG); // the first one takes long
    positions.committed(REACHED, List.of(EVENT), LONG);
  }

  @AfterAll
  static void stop() {
    positions.close();
    kafka.close();
  }

  @Test
  void where_the_policy_has_come_there_rows_must_reflect_what_is_in_the_log_by_then() {
    assertThat(floor(positions, REACHED, strict(LONG)).offsets()).isEqualTo(Map.of(0, 1L));
  }

  @Test
  void who_does_not_want_to_wait_is_answered_by_one_look() {
    await() // a look may take longer now and then
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(ViewReader.Unavailable.class)
        .until(() -> floor(positions, REACHED, strict(Duration.ZERO)).whole());
  }

  @Test
  void a_policy_that_has_not_come_there_makes_the_view_one_that_is_behind() {
    awaitBehind("nobody");
    assertThat(floor(positions, "nobody", lenient()).whole()).isFalse();
  }

  /// A group's place may be told before the markers of its transaction are everywhere.
  @ParameterizedTest
  @ValueSource(strings = {"orders.events", "stock.commands", "stock.events"})
  void what_is_written_and_looks_undecided_is_waited_for(String topic) throws Exception {
    var record = new ProducerRecord<>(topic, 0, "k", new byte[1]);
    try (var producer =
        new KafkaProducer<String, byte[]>(
            Unhurried.transactional(kafka.connection(), "policy", "policy"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record).get();
      awaitBehind(REACHED);
      producer.abortTransaction();
      assertThat(floor(positions, REACHED, strict(LONG)).whole()).isTrue();
    }
  }

  @Test
  void a_cluster_that_does_not_say_in_time_makes_it_one_that_cannot_be_read() {
    try (LogPositions blind = positions(new SilentConsumer())) {
      assertThatThrownBy(() -> floor(blind, REACHED, strict(PATIENCE)))
          .isInstanceOf(ViewReader.Unavailable.class);
      assertThat(floor(blind, REACHED, lenient()).whole()).isFalse();
    }
  }

  /// A last look that takes longer than what is left of the patience makes it unreadable instead.
  private static void awaitBehind(String app) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(ViewReader.Unavailable.class)
        .until(() -> behind(app));
  }

  private static boolean behind(String app) {
    try {
      floor(positions, app, strict(PATIENCE));
    } catch (ViewReader.Behind e) {
      return true;
    }
    throw new AssertionError(app + " is not behind");
  }

  private static CausalBarrier.Floor floor(LogPositions from, String app, Freshness freshness) {
    var way = new CausalBarrier.Way(EVENT.topic(), app, Topics.STOCK_COMMANDS, MOVED.topic());
    return new CausalBarrier(from, List.of(way)).floor(MOVED.topic(), PARTITIONS, freshness);
  }

  private static Freshness strict(Duration patience) {
    return new Freshness(SEEN, patience, false);
  }

  private static Freshness lenient() {
    return new Freshness(SEEN, PATIENCE, true);
  }

  private static LogPositions positions(Consumer<String, byte[]> reader) {
    return new LogPositions(
        Admin.create(ClientProperties.admin(kafka.connection(), "positions")), reader);
  }
}
