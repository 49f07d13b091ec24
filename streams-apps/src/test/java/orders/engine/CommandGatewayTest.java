package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import orders.aggregate.order.OrderCommand;
import orders.codec.Codecs;
import orders.contract.SchemaStore;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Callers that wait for outcomes, over Kafka's own stand-ins for its clients.
class CommandGatewayTest {

  private static final TopicPartition OUTCOMES = CommittedOutcomes.PARTITION;
  private static final UUID COMMAND = CommittedOutcomes.COMMAND;

  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));
  private final CommittedOutcomes committed = new CommittedOutcomes(codecs.outcomes());
  private final MockConsumer<String, byte[]> consumer = committed.consumer();
  private final AtomicLong pauses = new AtomicLong();
  private final OutcomeListener outcomes =
      new OutcomeListener(consumer, OUTCOMES.topic(), codecs.outcomes(), pauses::get);
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private final CommandGateway<OrderCommand> gateway =
      new CommandGateway<>(
          producer, "orders.commands", codecs.orderCommands(), "/gateway", outcomes);

  @AfterEach
  void close() {
    outcomes.close();
  }

  @Test
  void a_caller_gets_the_outcome_of_its_command() throws Exception {
    CompletableFuture<Settled> waiting = gateway.submit(cancel());
    given_an_outcome(false);
    Settled settled = waiting.get(10, TimeUnit.SECONDS);
    assertThat(settled.outcome().version()).isEqualTo(3);
    assertThat(settled.replayed()).isFalse();
  }

  @Test
  void an_outcome_that_was_given_before_says_so() throws Exception {
    CompletableFuture<Settled> waiting = gateway.submit(cancel());
    given_an_outcome(true);
    assertThat(waiting.get(10, TimeUnit.SECONDS).replayed()).isTrue();
  }

  @Test
  void two_callers_with_the_same_command_wait_together() throws Exception {
    CompletableFuture<Settled> first = gateway.submit(cancel());
    CompletableFuture<Settled> second = gateway.submit(cancel());
    given_an_outcome(false);
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.get(10, TimeUnit.SECONDS));
  }

  @Test
  void who_expects_another_version_waits_until_the_first_has_its_answer() throws Exception {
    CompletableFuture<Settled> stale = gateway.submit(cancel(2));
    assertThatThrownBy(() -> gateway.submit(cancel(3))).isInstanceOf(CommandPort.Unavailable.class);
    given_an_outcome(Outcome.Kind.CONFLICT, 3);
    assertThat(stale.get(10, TimeUnit.SECONDS).outcome().kind()).isEqualTo(Outcome.Kind.CONFLICT);
    CompletableFuture<Settled> fresh = gateway.submit(cancel(3));
    given_an_outcome(Outcome.Kind.ACCEPTED, 4);
    assertThat(fresh.get(10, TimeUnit.SECONDS).outcome().version()).isEqualTo(4);
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void a_conflict_at_the_version_that_was_expected_answers_somebody_elsewhere() throws Exception {
    CompletableFuture<Settled> waiting = gateway.submit(cancel(3));
    given_an_outcome(Outcome.Kind.CONFLICT, 3);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> outcomes.find(COMMAND.toString()).isPresent());
    assertThat(waiting).isNotDone();
    given_an_outcome(Outcome.Kind.ACCEPTED, 4);
    assertThat(waiting.get(10, TimeUnit.SECONDS).outcome().version()).isEqualTo(4);
  }

  @Test
  void when_outcomes_no_longer_arrive_who_waits_and_who_comes_is_told() {
    CompletableFuture<Settled> waiting = gateway.submit(cancel());
    consumer.setPollException(new KafkaException("the cluster is gone"));
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the cluster is gone");
    assertThat(outcomes.healthy()).isFalse();
    assertThat(outcomes.failed()).isTrue();
    assertThatThrownBy(() -> gateway.submit(cancel())).isInstanceOf(CommandPort.Unavailable.class);
  }

  @Test
  void a_registry_that_is_away_delays_outcomes_and_loses_none() throws Exception {
    var away = new AtomicBoolean(true);
    var own = new CommittedOutcomes(codecs.outcomes());
    try (var patient =
        new OutcomeListener(own.consumer(), OUTCOMES.topic(), behind(away), pauses::get)) {
      own.append(false, Outcome.Kind.ACCEPTED, 3);
      await().atMost(Duration.ofSeconds(10)).until(() -> !patient.healthy());
      assertThat(patient.failed()).isFalse();
      assertThat(patient.find(COMMAND.toString())).isEmpty();
      away.set(false);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> patient.find(COMMAND.toString()).isPresent());
      assertThat(patient.healthy()).isTrue();
    }
  }

  @Test
  void after_the_process_stood_still_it_answers_once_it_has_read_to_the_end() throws Exception {
    consumer.updateEndOffsets(Map.of(OUTCOMES, 1L));
    pauses.incrementAndGet();
    assertThatThrownBy(() -> gateway.submit(cancel())).isInstanceOf(CommandPort.Unavailable.class);
    assertThatThrownBy(() -> gateway.find(COMMAND.toString()))
        .isInstanceOf(CommandPort.Unavailable.class);
    given_an_outcome(false); // the one that was missed
    await().atMost(Duration.ofSeconds(10)).until(outcomes::healthy);
    assertThat(gateway.find(COMMAND.toString())).isPresent();
  }

  /// Outcomes whose schema is known once the registry is back.
  private Codec<Outcome> behind(AtomicBoolean away) {
    return new Codec<>() {
      @Override
      public byte[] encode(Outcome outcome) {
        return codecs.outcomes().encode(outcome);
      }

      @Override
      public Outcome decode(byte[] bytes) {
        if (away.get()) {
          throw new SchemaStore.Unavailable("away", new IllegalStateException());
        }
        return codecs.outcomes().decode(bytes);
      }

      @Override
      public String type(Outcome outcome) {
        return codecs.outcomes().type(outcome);
      }
    };
  }

  private static Outgoing<OrderCommand> cancel() {
    return cancel(OptionalLong.empty());
  }

  private static Outgoing<OrderCommand> cancel(long expected) {
    return cancel(OptionalLong.of(expected));
  }

  private static Outgoing<OrderCommand> cancel(OptionalLong expected) {
    return new Outgoing<>(
        "order-1",
        COMMAND,
        new OrderCommand.CancelOrder("why not"),
        expected,
        CommittedOutcomes.FINGERPRINT,
        Optional.empty());
  }

  private void given_an_outcome(boolean again) {
    committed.append(again, Outcome.Kind.ACCEPTED, 3);
  }

  private void given_an_outcome(Outcome.Kind kind, long version) {
    committed.append(false, kind, version);
  }
}
