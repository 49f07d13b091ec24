package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.archive.Actors;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.engine.EventSource;
import orders.engine.Progress;
import orders.kafka.ClientProperties;
import orders.kafka.GroupPlaces;
import orders.kafka.StartupGuard;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups are given places that they had before: what they acted on since is passed over.
class PlacesGivenBackTest {

  private static final int STARTS = 20;
  private static final long BEYOND = 1_000_000;
  private static final Map<String, String> POLICIES =
      Map.of(
          Topics.ORDERS_EVENTS, "payments-for-orders",
          Topics.PAYMENTS_RESULTS, "orders-for-payments");
  private static final Codec<Progress.Mark> MARKS =
      Codecs.over(new WireFormat(new MemoryRegistry())).marks();

  @TempDir static Path directory;
  private static Reopened cluster;
  private static Derived derived;

  @BeforeAll
  static void start() {
    cluster = Reopened.start(directory);
    derived = cluster.derived();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void what_was_acted_on_is_passed_over() {
    List<List<String>> before = Derived.TOPICS.stream().map(derived::ids).toList();
    Actors.all().forEach(PlacesGivenBackTest::giveBack);

    try (Market shop = cluster.open()) {
      Reopened.delivered(shop, "passed-over");
    }
    for (int i = 0; i < before.size(); i++) {
      assertThat(derived.addedTo(before.get(i), Derived.TOPICS.get(i)))
          .as("added to %s", Derived.TOPICS.get(i))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(before.get(i));
    }
  }

  @Test
  void a_log_that_ends_before_what_was_acted_on_is_another_one() throws Exception {
    try (var producer = producer(cluster.kafka())) {
      mark(producer, Apps.BILLING_SERVICE, Topics.ORDERS_EVENTS, BEYOND);
    }

    assertThatThrownBy(cluster::open)
        .isInstanceOf(StartupGuard.Refused.class)
        .hasMessageContaining("is not the one that billing-service has acted on")
        .hasMessageContaining("orders group billing-service --to-latest");
    assertThat(group(Apps.BILLING_SERVICE, "--to-latest")).isEqualTo(ExitCodes.OK);

    try (Market shop = cluster.open()) {
      Reopened.delivered(shop, "another-log");
    }
  }

  /// Results are not kept for ever, and nobody is asked where to go on among them.
  @Test
  void results_that_are_others_are_acted_on_from_the_first() throws Exception {
    try (var producer = producer(cluster.kafka())) {
      mark(producer, Apps.ORDER_SERVICE, Topics.PAYMENTS_RESULTS, BEYOND);
    }
    try (Market shop = cluster.open()) {
      for (int i = 0; i < Reopened.PARTITIONS * 4; i++) { // one of them in the first partition
        Reopened.delivered(shop, "other-results-" + i);
      }
    }
  }

  /// Where logs end is asked after how far it has acted.
  @Test
  void a_service_that_acts_meanwhile_elsewhere_is_not_refused() throws Exception {
    try (TestCluster other = TestCluster.start(directory.resolve("other"), 1);
        var actors = new Actors(other.connection())) {
      actors.guard(Apps.BILLING_SERVICE, MARKS);
      var stopping = new AtomicBoolean();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> acting = threads.submit(() -> act(other, stopping));
        try {
          for (int start = 0; start < STARTS; start++) {
            actors.guard(Apps.BILLING_SERVICE, MARKS);
          }
        } finally {
          stopping.set(true);
        }
        acting.get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static @Nullable Void act(TestCluster kafka, AtomicBoolean stopping) throws Exception {
    try (var producer = producer(kafka)) {
      while (!stopping.get()) {
        long at =
            producer
                .send(new ProducerRecord<>(Topics.ORDERS_EVENTS, "order", new byte[1]))
                .get(30, TimeUnit.SECONDS)
                .offset();
        mark(producer, Apps.BILLING_SERVICE, Topics.ORDERS_EVENTS, at + 1);
      }
    }
    return null;
  }

  /// The places before the first of all that it reads.
  private static void giveBack(String service) {
    try (Admin admin = admin()) {
      var places = new GroupPlaces(admin);
      Map<TopicPartition, Long> to = new HashMap<>(places.of(service));
      assertThat(to).isNotEmpty();
      to.replaceAll((_, _) -> 0L);
      places.move(service, to);
    }
  }

  private static int group(String service, String place) {
    return Main.line().execute("group", service, place, "-b", cluster.connection().bootstrap());
  }

  private static void mark(
      KafkaProducer<String, byte[]> producer, String service, String source, long offset)
      throws Exception {
    String topic = EventSource.marks(service, source);
    byte[] mark = MARKS.encode(new Progress.Mark(1, offset, Instant.EPOCH));
    producer
        .send(new ProducerRecord<>(topic, 0, POLICIES.get(source), mark))
        .get(30, TimeUnit.SECONDS);
  }

  private static KafkaProducer<String, byte[]> producer(TestCluster kafka) {
    return new KafkaProducer<>(ClientProperties.producer(kafka.connection(), "test"));
  }

  private static Admin admin() {
    return Admin.create(ClientProperties.admin(cluster.connection(), "places"));
  }
}
