package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import orders.contract.Topics;
import orders.kafka.BrokerUnreachable;
import orders.kafka.ClientProperties;
import orders.kafka.LogPositions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where logs end for a reader of committed records, whatever stands behind the last of them.
class LogPositionsTest {

  /// Each leaves a record and a marker that such a reader passes over: more than one step back.
  private static final int ABORTED = 40;

  private static final int CALLERS = 60;

  private static final TopicPartition ENDS_WITH_A_RECORD =
      new TopicPartition(Topics.ORDERS_NOTICES, 0);
  private static final TopicPartition ENDS_WITH_MARKERS =
      new TopicPartition(Topics.ORDERS_NOTICES, 1);
  private static final TopicPartition EMPTY = new TopicPartition(Topics.ORDERS_NOTICES, 2);

  @TempDir static Path directory;
  private static TestCluster kafka;
  private static LogPositions positions;

  @BeforeAll
  static void start() {
    kafka = TestCluster.start(directory.resolve("kafka"), 4);
    try (var producer =
        new KafkaProducer<String, byte[]>(
            Unhurried.transactional(kafka.connection(), "writer", "writer"))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, ENDS_WITH_A_RECORD);
      send(producer, ENDS_WITH_A_RECORD);
      send(producer, ENDS_WITH_MARKERS);
      producer.commitTransaction();
      for (int i = 0; i < ABORTED; i++) {
        producer.beginTransaction();
        send(producer, ENDS_WITH_MARKERS);
        producer.flush();
        producer.abortTransaction();
      }
    }
    positions =
        new LogPositions(
            Admin.create(ClientProperties.admin(kafka.connection(), "positions")),
            new KafkaConsumer<>(ClientProperties.seeker(kafka.connection(), "positions")));
  }

  @AfterAll
  static void stop() {
    positions.close();
    kafka.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit says whether it was written
  private static void send(KafkaProducer<String, byte[]> producer, TopicPartition to) {
    producer.send(new ProducerRecord<>(to.topic(), to.partition(), "key", new byte[] {1}));
  }

  @Test
  void the_last_record_is_found_behind_which_there_are_markers_only() throws TimeoutException {
    List<TopicPartition> all = List.of(ENDS_WITH_A_RECORD, ENDS_WITH_MARKERS, EMPTY);
    assertThat(positions.ends(all, Duration.ofSeconds(10)))
        .hasEntrySatisfying(ENDS_WITH_A_RECORD, end -> assertThat(end.afterLast()).isEqualTo(2))
        .hasEntrySatisfying(ENDS_WITH_MARKERS, end -> assertThat(end.afterLast()).isOne())
        .containsEntry(EMPTY, new LogPositions.End(0, 0, 0));
    assertThat(positions.lastRecord(EMPTY)).isEmpty();
  }

  /// A table that was told of an older record would take itself for complete.
  @Test
  void an_end_that_cannot_be_read_is_no_end() {
    try (var blind =
        new LogPositions(
            Admin.create(ClientProperties.admin(kafka.connection(), "blind")),
            new SilentConsumer())) {
      assertThatThrownBy(() -> blind.lastRecord(ENDS_WITH_A_RECORD))
          .isInstanceOf(BrokerUnreachable.class);
      assertThat(blind.lastRecord(EMPTY)).isEmpty();
    }
  }

  @Test
  void many_who_ask_at_the_same_time_are_told_each_of_what_he_asked() {
    List<TopicPartition> all = List.of(ENDS_WITH_A_RECORD, ENDS_WITH_MARKERS, EMPTY);
    Map<TopicPartition, List<CompletableFuture<Long>>> told = new HashMap<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        TopicPartition one = all.get(i % all.size());
        told.computeIfAbsent(one, _ -> new ArrayList<>())
            .add(CompletableFuture.supplyAsync(() -> positions.afterLastRecord(one), callers));
      }
    }
    assertThat(told.get(ENDS_WITH_A_RECORD)).allSatisfy(end -> assertThat(end.join()).isEqualTo(2));
    assertThat(told.get(ENDS_WITH_MARKERS)).allSatisfy(end -> assertThat(end.join()).isOne());
    assertThat(told.get(EMPTY)).allSatisfy(end -> assertThat(end.join()).isZero());
  }
}
