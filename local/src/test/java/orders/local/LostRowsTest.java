package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Rows that end at different events are lost in part, unless somebody is writing them just now.
class LostRowsTest {

  private static final int VERSION = 7;
  private static final TopicPartition EVENTS = new TopicPartition(Topics.ORDERS_EVENTS, 0);

  /// Behind the last event of the first topic's rows; each topic after it has one more.
  private static final long FIRST_END = 5;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LostRows.class);

  @TempDir Path directory;

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(said);
  }

  @Test
  void who_starts_beside_one_that_runs_is_not_refused_and_who_is_alone_is() throws Exception {
    try (var rows = new Rows(directory)) {
      rows.place(FIRST_END);

      try (var _ = new Member(rows.kafka, rows.group)) {
        assertThatCode(rows::heal).doesNotThrowAnyException();
      }

      assertThat(said.list).singleElement().asString().contains("somebody runs it");
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

      try (var _ = new Member(rows.kafka, rows.group);
          var _ = rows.writer()) {
        rows.heal();
      }

      assertThat(said.list).isEmpty();
      assertThat(rows.place()).isEqualTo(FIRST_END);
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
      ProjectionHost<?, ?> host = billing.host().version(VERSION);
      for (String topic : host.topics()) {
        byte[] mark = host.marks().encode(new Progress.Mark(end, end++, Instant.EPOCH));
        producer.send(new ProducerRecord<>(topic, 0, Progress.KEY, mark)).get();
      }
    }

    /// Goes on writing until it is closed.
    AutoCloseable writer() {
      var stopping = new AtomicBoolean();
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var producer = producer()) {
                      for (long end = FIRST_END; !stopping.get(); end++) {
                        write(producer, end);
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
