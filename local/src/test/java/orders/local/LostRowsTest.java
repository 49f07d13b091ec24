package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.GroupPlaces;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.replay.LostRows;
import orders.replay.ReplayTarget;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Rows that end at different events are lost in part, unless somebody is writing them just now.
class LostRowsTest {

  private static final int VERSION = 7;
  private static final TopicPartition EVENTS = new TopicPartition(Topics.ORDERS_EVENTS, 0);

  /// Behind the last event of the first topic's rows; each topic after it has one more.
  private static final long FIRST_END = 5;

  private static final int EVENTS_THERE = 9;

  @RegisterExtension final LogOf log = new LogOf(LostRows.class);

  @TempDir Path directory;

  @Test
  void who_starts_beside_one_that_runs_is_not_refused_and_who_is_alone_is() throws Exception {
    try (var rows = new Rows(directory)) {
      rows.place(FIRST_END);

      try (var _ = new GroupMember(rows.kafka.connection(), rows.group, EVENTS.topic())) {
        assertThatCode(rows::heal).doesNotThrowAnyException();
      }

      assertThat(log.said()).singleElement().asString().contains("somebody runs it");
      assertThatThrownBy(rows::heal)
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining("orders replay billing --in-place");
      assertThat(rows.place()).isEqualTo(FIRST_END);
    }
  }

  /// It writes all the time, and looking takes longer than the time between two transactions.
  @Test
  void who_starts_beside_one_that_writes_does_not_wait_for_it_to_stop() throws Exception {
    try (var rows = new Rows(directory)) {
      rows.place(FIRST_END);

      try (var _ = new GroupMember(rows.kafka.connection(), rows.group, EVENTS.topic());
          var _ = rows.writer()) {
        rows.heal();
      }

      assertThat(log.said()).isEmpty();
      assertThat(rows.place()).isEqualTo(FIRST_END);
    }
  }

  @Test
  void rows_that_end_before_the_place_are_not_passed_over_because_others_are_written()
      throws Exception {
    try (var rows = new Rows(directory)) {
      rows.events(EVENTS_THERE);
      rows.place(EVENTS_THERE);

      try (var _ = new GroupMember(rows.kafka.connection(), rows.group, EVENTS.topic());
          var _ = rows.writerOfAllButTheFirst(EVENTS_THERE)) {
        rows.heal();
      }

      assertThat(log.said()).singleElement().asString().contains("somebody runs it");
    }
  }

  /// Of a version of billing, as a look between two topics of one transaction sees them.
  private static final class Rows implements AutoCloseable {
    final TestCluster kafka;
    final String group;
    private final SchemaLog schemas;
    private final Admin admin;
    private final LostRows lost;
    private final ReplayTarget billing;

    Rows(Path directory) throws Exception {
      kafka = TestCluster.start(directory, 1);
      schemas = new SchemaLog(kafka.connection().common());
      admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"));
      lost = new LostRows(kafka.connection(), 1);
      billing =
          ViewGroup.all(Codecs.over(new WireFormat(schemas))).stream()
              .map(ViewGroup::target)
              .filter(target -> target.name().equals("billing"))
              .findFirst()
              .orElseThrow();
      group = billing.projection(VERSION);
      var topics =
          List.of(Topics.BILLING_INVOICES, Topics.BILLING_ACCOUNTS, Topics.BILLING_REVENUE).stream()
              .map(name -> Catalogue.get().topic(name).version(VERSION))
              .toList();
      new TopicAdmin(admin, topics, 1, Durability.LOCAL).create();
      try (var producer = producer()) {
        write(producer, FIRST_END);
      }
    }

    private KafkaProducer<String, byte[]> producer() {
      return new KafkaProducer<>(ClientProperties.producer(kafka.connection(), "test"));
    }

    /// @param end of the first topic's; those behind it reflect one event more each
    private void write(KafkaProducer<String, byte[]> producer, long end) throws Exception {
      for (String topic : topics()) {
        write(producer, topic, end++);
      }
    }

    private void write(KafkaProducer<String, byte[]> producer, String topic, long end)
        throws Exception {
      byte[] mark = billing.host().marks().encode(new Progress.Mark(end, end, Instant.EPOCH));
      producer.send(new ProducerRecord<>(topic, 0, Progress.KEY, mark)).get();
    }

    private List<String> topics() {
      return billing.host().version(VERSION).topics();
    }

    void events(int many) throws Exception {
      try (var producer = producer()) {
        for (int event = 0; event < many; event++) {
          producer.send(new ProducerRecord<>(EVENTS.topic(), 0, "order", new byte[1])).get();
        }
      }
    }

    AutoCloseable writer() {
      return writing(FIRST_END, this::write);
    }

    AutoCloseable writerOfAllButTheFirst(long from) {
      return writing(
          from,
          (producer, end) -> {
            for (String topic : topics().subList(1, topics().size())) {
              write(producer, topic, end);
            }
          });
    }

    private interface Written {
      void upTo(KafkaProducer<String, byte[]> producer, long end) throws Exception;
    }

    /// Goes on writing until it is closed.
    private AutoCloseable writing(long from, Written each) {
      var stopping = new AtomicBoolean();
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var producer = producer()) {
                      for (long end = from; !stopping.get(); end++) {
                        each.upTo(producer, end);
                      }
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
      return () -> {
        stopping.set(true);
        thread.join();
      };
    }

    /// Where the projection goes on.
    long place() {
      return new GroupPlaces(admin).of(group).getOrDefault(EVENTS, -1L);
    }

    void place(long offset) {
      new GroupPlaces(admin).move(group, Map.of(EVENTS, offset));
    }

    void heal() {
      lost.heal(billing, VERSION);
    }

    @Override
    public void close() {
      lost.close();
      admin.close();
      schemas.close();
      kafka.close();
    }
  }
}
