package orders.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs replays, and tells everybody through `control.replays` how they stand.
public final class Replays implements AutoCloseable {

  /// Replays that are remembered after their end.
  static final int REMEMBERED_MAX = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  private final ReplayKafka kafka;
  private final ControlLog control;
  private final KafkaProducer<String, byte[]> producer;
  private final Consumer<List<String>> create;
  private final Lease lease = new Lease();

  /// @param create creates topics as the catalogue says
  public Replays(KafkaConnection connection, int partitions, Consumer<List<String>> create) {
    this.kafka = new ReplayKafka(connection, partitions);
    this.control = ControlLog.follow(ClientProperties.reader(connection, "orders-control"));
    this.producer =
        new KafkaProducer<>(ClientProperties.producer(connection, "orders-replay-progress"));
    this.create = create;
  }

  /// Rebuilds a view under a new number, and moves its readers there.
  ///
  /// @param told of the progress, once a second
  /// @return how it ended
  public ReplayState run(ReplayTarget target, Replay.Choices choices, Consumer<ReplayState> told) {
    return run(
        target,
        told,
        (progress, id) ->
            new Replay(
                    target, kafka, versions(target), choices, progress, () -> control.cancelled(id))
                .run());
  }

  /// Mends the rows that readers see where they lie.
  ///
  /// @return how it ended, with the rows that were not as they should be
  public ReplayState mend(ReplayTarget target, Replay.Choices choices, Consumer<ReplayState> told) {
    return run(
        target,
        told,
        (progress, _) ->
            new InPlace(target, kafka, versions(target), progress, choices, lease).run());
  }

  /// What a replay would cost, and what it would not send again.
  public Estimate estimate(ReplayTarget target, int threads) {
    return Estimate.of(target, kafka, threads);
  }

  private interface Work {
    ReplayState run(ReplayProgress progress, String id);
  }

  private ReplayState run(ReplayTarget target, Consumer<ReplayState> told, Work work) {
    forget(target);
    String id = UUID.randomUUID().toString();
    var progress =
        new ReplayProgress(
            id,
            target.name(),
            kafka.partitions(),
            state -> {
              publish(id, ControlJson.json(state));
              told.accept(state);
            });
    progress.enter(ReplayState.State.STARTING, "");
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    long nanos = TELL_EVERY.toNanos();
    Future<?> ticks =
        ticker.scheduleAtFixedRate(progress::tell, nanos, nanos, TimeUnit.NANOSECONDS);
    try {
      return work.run(progress, id);
    } catch (Replay.Stopped e) {
      return progress.enter(e.state(), String.valueOf(e.getMessage()));
    } finally {
      ticks.cancel(false);
      ticker.shutdown();
      producer.flush();
    }
  }

  /// What there is of a view now.
  public ViewVersions versions(String view) {
    return control.versions(view);
  }

  /// The versions of a view, to be moved.
  ReplayVersions versions(ReplayTarget target) {
    return new ReplayVersions(
        target,
        kafka,
        new VersionWriter(kafka.reader(), kafka.transactional(VersionWriter.TRANSACTIONAL_ID)),
        create);
  }

  /// Moves the readers to another version that is fed, such as the one they came from.
  ///
  /// @throws IllegalStateException when it is not fed
  public void activate(ReplayTarget target, int version) {
    versions(target).activate(version);
  }

  /// Stops to feed a version that nobody reads, and deletes its rows.
  ///
  /// @throws IllegalStateException when readers see it, or it is not fed
  public void retire(ReplayTarget target, int version) {
    versions(target).retire(version);
  }

  @Override
  public void close() {
    producer.close();
    control.close();
    kafka.close();
  }

  /// Says of replays whose process has died that they failed, and forgets the oldest.
  private void forget(ReplayTarget target) {
    for (ReplayState state : control.unended(target.name())) {
      publish(state.id(), ControlJson.json(state.failed("its process ended", Instant.now())));
    }
    control.replays().stream()
        .sorted(Comparator.comparing(ReplayState::startedAt).reversed())
        .skip(REMEMBERED_MAX - 1L)
        .forEach(
            old -> {
              publish(old.id(), null);
              publish(old.id() + ControlLog.CANCEL, null);
            });
  }

  /// Asks the process of each replay of a view to stop, wherever it runs.
  ///
  /// @return how many were asked
  public int cancel(ReplayTarget target) {
    List<ReplayState> running =
        control.replays().stream()
            .filter(state -> state.view().equals(target.name()) && !state.state().ended())
            .toList();
    byte[] asked = ControlJson.json(Map.of("at", Instant.now()));
    running.forEach(state -> publish(state.id() + ControlLog.CANCEL, asked));
    return running.size();
  }

  private void publish(String key, byte @Nullable [] value) {
    long said = System.nanoTime();
    Future<?> _ =
        producer.send(
            new ProducerRecord<>(Topics.CONTROL_REPLAYS, 0, key, value),
            (written, failure) -> {
              if (failure == null) {
                lease.heard(said);
              } else {
                LOG.warn("nobody hears how replay {} stands", key, failure);
              }
            });
  }
}
