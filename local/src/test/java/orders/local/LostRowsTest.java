package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.app.ViewGroup;
import orders.codec.Codecs;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.GroupPlaces;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.replay.LostRows;
import orders.replay.ReplayTarget;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that end at different events are lost in part, unless somebody is writing them just now.
class LostRowsTest {

  private static final int VERSION = 7;
  private static final TopicPartition EVENTS = new TopicPartition(Topics.ORDERS_EVENTS, 0);

  @TempDir Path directory;

  @Test
  void who_starts_beside_one_that_runs_is_not_refused_and_who_is_alone_is() throws Exception {
    try (TestCluster kafka = TestCluster.start(directory, 1);
        var schemas = new SchemaLog(kafka.connection().common());
        var admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"));
        var lost = new LostRows(kafka.connection(), 1)) {
      ReplayTarget billing =
          ViewGroup.all(Codecs.over(new WireFormat(schemas))).stream()
              .map(ViewGroup::target)
              .filter(target -> target.name().equals("billing"))
              .findFirst()
              .orElseThrow();
      String group = billing.projection(VERSION);
      rowsOfDifferentEnds(kafka, admin, billing.host().version(VERSION));
      new GroupPlaces(admin).move(group, Map.of(EVENTS, 9L));

      try (var _ = new Member(kafka, group)) {
        assertThatCode(() -> lost.heal(billing, VERSION)).doesNotThrowAnyException();
      }

      assertThatThrownBy(() -> lost.heal(billing, VERSION))
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining("orders replay billing --in-place");
      assertThat(new GroupPlaces(admin).of(group)).containsEntry(EVENTS, 9L);
    }
  }

  /// As a look between two topics of one transaction sees them.
  private static void rowsOfDifferentEnds(TestCluster kafka, Admin admin, ProjectionHost<?, ?> host)
      throws Exception {
    var topics =
        List.of(Topics.BILLING_INVOICES, Topics.BILLING_ACCOUNTS, Topics.BILLING_REVENUE).stream()
            .map(name -> Catalogue.get().topic(name).version(VERSION))
            .toList();
    new TopicAdmin(admin, topics, 1, Durability.LOCAL).create();
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(kafka.connection(), "test"))) {
      long end = 5;
      for (String topic : host.topics()) {
        byte[] mark = host.marks().encode(new Progress.Mark(end, end++, Instant.EPOCH));
        producer.send(new ProducerRecord<>(topic, 0, Progress.KEY, mark)).get();
      }
    }
  }

  /// An instance of a projection, as far as its group knows.
  private static final class Member implements AutoCloseable {
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicBoolean joined = new AtomicBoolean();
    private final Thread thread;

    Member(TestCluster kafka, String group) {
      var properties = ClientProperties.worker(kafka.connection(), "member", group);
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
                      consumer.subscribe(List.of(EVENTS.topic()));
                      while (!leaving.get()) {
                        var _ = consumer.poll(Duration.ofMillis(100));
                        joined.set(!consumer.assignment().isEmpty());
                      }
                    }
                  });
      await().atMost(Duration.ofSeconds(30)).untilTrue(joined);
    }

    @Override
    public void close() {
      leaving.set(true);
      await().atMost(Duration.ofSeconds(30)).until(() -> !thread.isAlive());
    }
  }
}
