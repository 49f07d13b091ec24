package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.Topics;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What failures of brokers have left open, and nobody will ever end.
class HangingTransactionsTest {

  private static final String GROUP = "view-inventory-v1";
  private static final TopicPartition PLACE = new TopicPartition(Topics.STOCK_EVENTS, 0);
  private static final TopicPartition EVENTS = new TopicPartition(Topics.ORDERS_EVENTS, 0);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final String NOW = "--silent=0";
  private static final byte[] SOME = "some".getBytes(UTF_8);

  @TempDir Path directory;

  @Test
  void a_transaction_that_its_coordinator_has_done_with_is_found_and_ended_and_no_other()
      throws Exception {
    try (var kafka = TestCluster.start(directory, 1);
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"));
        var healthy =
            new KafkaProducer<String, byte[]>(
                Unhurried.transactional(kafka.connection(), "test", "healthy"))) {
      committed(admin);
      Said nothing = transactions(kafka, NOW);
      assertThat(nothing.code()).isEqualTo(ExitCodes.OK);
      assertThat(nothing.text()).isBlank();

      healthy.initTransactions();
      healthy.beginTransaction();
      healthy
          .send(new ProducerRecord<>(Topics.STOCK_COMMANDS_DLQ, 0, "key", SOME))
          .get(WAIT.toSeconds(), TimeUnit.SECONDS);
      var stranded = Stranded.of(kafka, admin, GROUP + "-0");
      stranded.commit(GROUP, PLACE, 7);
      stranded.write(EVENTS, SOME, SOME);
      assertThat(stable(admin)).as("the group cannot learn where to go on").isEmpty();
      assertThat(transactions(kafka, "--silent=3600").code())
          .as("what has just been written may be under way")
          .isEqualTo(ExitCodes.OK);

      Said found = transactions(kafka, NOW);
      assertThat(found.code()).isEqualTo(ExitCodes.CONFLICT);
      assertThat(found.text().lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith("__consumer_offsets-"))
          .anyMatch(line -> line.startsWith(EVENTS + " from offset 0"));

      assertThat(transactions(kafka, NOW, "--abort").code())
          .as("an event may be one that somebody was told of")
          .isEqualTo(ExitCodes.CONFLICT);
      assertThat(stable(admin)).containsExactly(Map.entry(PLACE, new OffsetAndMetadata(3)));
      assertThat(lastStable(admin)).isZero();

      assertThat(transactions(kafka, NOW, "--abort-records").code()).isEqualTo(ExitCodes.OK);
      assertThat(lastStable(admin)).isEqualTo(2);
      healthy.commitTransaction();
    }
  }

  private static void committed(Admin admin) {
    AdminAnswer.of(
        admin.alterConsumerGroupOffsets(GROUP, Map.of(PLACE, new OffsetAndMetadata(3))).all(),
        WAIT);
  }

  /// Where the group would go on; nothing while that is open.
  private static Map<TopicPartition, OffsetAndMetadata> stable(Admin admin) {
    var stable = new ListConsumerGroupOffsetsOptions().requireStable(true);
    return AdminAnswer.of(
        admin.listConsumerGroupOffsets(GROUP, stable).partitionsToOffsetAndMetadata(), WAIT);
  }

  private static long lastStable(Admin admin) {
    var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    return AdminAnswer.of(
            admin
                .listOffsets(Map.of(EVENTS, OffsetSpec.latest()), committed)
                .partitionResult(EVENTS),
            WAIT)
        .offset();
  }

  private static Said transactions(TestCluster kafka, String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of("transactions", "--bootstrap=" + kafka.connection().bootstrap()),
                Stream.of(more))
            .toList();
    return Said.by(() -> Main.line().execute(arguments.toArray(String[]::new)));
  }
}
