package orders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsProperties.Commit;
import orders.local.LocalKafka;
import orders.local.Unhurried;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes of an app have transactions open, and one of them is in the group no more.
@Tag("alone")
class AbandonedOnBrokerTest {

  private static final String APP = "billing-v1";
  private static final String GONE = APP + "-" + new UUID(0, 1);
  private static final String THERE = APP + "-" + new UUID(0, 2);

  /// Far less than the transactions may last.
  private static final Duration ENDED_MAX = Duration.ofSeconds(20);

  private static final Set<TransactionState> ENDED =
      Set.of(TransactionState.COMPLETE_ABORT, TransactionState.EMPTY);

  @TempDir private Path directory;

  /// A process that is not at it any more, and looks once.
  private record Here(List<String> clients) implements AbandonedTransactions.Here {
    @Override
    public boolean rebalances() {
      return false;
    }
  }

  @Test
  void what_the_one_that_is_gone_had_open_is_ended_and_the_other_goes_on() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0, 1);
        var member = member(kafka.connection());
        var gone = open(kafka.connection(), GONE + "-1");
        var there = open(kafka.connection(), THERE + "-1");
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      await()
          .atMost(ENDED_MAX)
          .until(
              () -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
              });

      new AbandonedTransactions(kafka.connection(), APP).end(new Here(List.of()));

      await().atMost(ENDED_MAX).until(() -> state(admin, GONE + "-1"), ENDED::contains);
      assertThat(state(admin, THERE + "-1")).isEqualTo(TransactionState.ONGOING);
      there.commitTransaction();
      assertThatThrownBy(gone::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  /// Without it nobody ended that before a broker did: others saw a member of that name again.
  @Test
  void what_a_process_had_open_when_it_died_is_ended_before_it_joins_again() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"), 0, 1);
        var apps = new RunningApps(new Presence(new HostInfo("localhost", 0), "start"));
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      StreamsApp first = started(apps, kafka.connection());
      await().atMost(ENDED_MAX).until(first::running);
      String consumer = first.clients().getFirst();
      String id = consumer.replace("-StreamThread-1-consumer", "-1");
      apps.stop(first);
      String replaced = id.substring(0, id.length() - 1) + 2; // by a thread that replaced another
      try (var died = open(kafka.connection(), id);
          var _ = open(kafka.connection(), replaced)) {
        StreamsApp again = started(apps, kafka.connection());

        assertThat(state(admin, id)).isIn(ENDED);
        assertThat(state(admin, replaced)).isIn(ENDED);
        assertThat(again.clients()).containsExactly(consumer);
        assertThatThrownBy(died::commitTransaction).isInstanceOf(KafkaException.class);
        await().atMost(ENDED_MAX).until(again::running);
      }
    }
  }

  @Test
  void what_another_process_has_open_goes_on_meanwhile() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0, 1);
        var _ = open(kafka.connection(), GONE + "-1");
        var _ = open(kafka.connection(), GONE + "-2");
        var there = open(kafka.connection(), THERE + "-1");
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      new AbandonedTransactions(kafka.connection(), APP)
          .endOwn(List.of(GONE + "-StreamThread-1-consumer"));

      assertThat(state(admin, GONE + "-1")).isIn(ENDED);
      assertThat(state(admin, GONE + "-2")).as("of a thread that is no more").isIn(ENDED);
      there.commitTransaction();
    }
  }

  private StreamsApp started(RunningApps apps, KafkaConnection kafka) {
    Settings settings =
        Settings.read(
            Map.of(),
            Map.of("kafka.bootstrap", kafka.bootstrap(), "state.dir", directory.toString()));
    var topology = new Topology();
    topology
        .addSource(
            "in", new StringDeserializer(), new ByteArrayDeserializer(), Topics.ORDERS_EVENTS)
        .addProcessor("kept", Idle::new, "in")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore("kept"), Serdes.String(), Serdes.String())
                .withLoggingDisabled(),
            "kept");
    return apps.start(settings, APP, APP, topology, Commit.every(Duration.ofMillis(100)));
  }

  private static final class Idle implements Processor<String, byte[], Void, Void> {
    @Override
    public void process(Record<String, byte[]> record) {}
  }

  private static TransactionState state(Admin admin, String id) throws Exception {
    return admin.describeTransactions(List.of(id)).description(id).get().state();
  }

  private static KafkaConsumer<String, byte[]> member(KafkaConnection kafka) {
    Map<String, Object> settings =
        ClientProperties.worker(kafka, THERE + "-StreamThread-1-consumer", APP);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings);
    consumer.subscribe(List.of(Topics.ORDERS_EVENTS));
    return consumer;
  }

  private static KafkaProducer<String, byte[]> open(KafkaConnection kafka, String id)
      throws ExecutionException, InterruptedException {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(Unhurried.transactional(kafka, id, id));
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(Topics.ORDERS_EVENTS, "order-1", new byte[1])).get();
    return producer;
  }
}
