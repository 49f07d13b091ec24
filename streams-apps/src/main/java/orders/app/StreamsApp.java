package orders.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import orders.engine.EventRecord;
import orders.kafka.StreamsClients;
import orders.watch.Vital;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Streams app of this process. A thread that dies is replaced, within a budget; beyond it the
/// app gives up and says so, for a supervisor to restart the process. It gives up at once where an
/// event topic holds something that is no event: Kafka Streams cannot halt one partition alone.
public final class StreamsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final String name;
  private final KafkaStreams streams;
  private final StreamThreads threads;
  private volatile boolean gaveUp;

  public StreamsApp(String name, Topology topology, Properties properties) {
    this(name, topology, properties, _ -> {});
  }

  /// @param rebalancing is called when the work is shared out anew; it must not block
  StreamsApp(
      String name,
      Topology topology,
      Properties properties,
      Consumer<AbandonedTransactions.Here> rebalancing) {
    this.name = name;
    this.streams = new KafkaStreams(topology, properties, new StreamsClients());
    this.threads = new StreamThreads(streams);
    streams.setUncaughtExceptionHandler(new Replacing());
    streams.setStateListener(
        (now, _) -> {
          if (now == KafkaStreams.State.REBALANCING) {
            rebalancing.accept(new Here());
          }
        });
  }

  public void start() {
    streams.start();
  }

  public String name() {
    return name;
  }

  public KafkaStreams streams() {
    return streams;
  }

  /// The client ids of its consumers.
  List<String> clients() {
    return streams.metadataForLocalThreads().stream()
        .map(ThreadMetadata::consumerClientId)
        .toList();
  }

  /// Every instance on which it runs, this one included; empty before its group has said so.
  Set<HostInfo> instances() {
    try {
      return streams.metadataForAllStreamsClients().stream()
          .map(StreamsMetadata::hostInfo)
          .collect(Collectors.toSet());
    } catch (IllegalStateException | InvalidStateStoreException e) { // it starts, or goes down
      return Set.of();
    }
  }

  /// Its threads, for the watchdog.
  List<Vital> threads() {
    return threads.now();
  }

  /// Whether it runs, rather than starts, restores, rebalances or has died.
  public boolean running() {
    return !gaveUp && streams.state() == KafkaStreams.State.RUNNING;
  }

  /// Whether it is beyond recovery.
  public boolean failed() {
    return gaveUp
        || streams.state() == KafkaStreams.State.ERROR
        || streams.state() == KafkaStreams.State.PENDING_ERROR;
  }

  /// Whether nothing of it is left.
  boolean ended() {
    return streams.state().hasCompletedShutdown();
  }

  /// Leaves the group, so that others take over at once: a member that only goes silent is waited
  /// for until its session ends.
  @Override
  public void close() {
    var leaving =
        CloseOptions.timeout(CLOSE_WAIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving)) {
      LOG.warn("{} did not close within {} s", name, CLOSE_WAIT.toSeconds());
    }
  }

  private final class Here implements AbandonedTransactions.Here {

    @Override
    public boolean rebalances() {
      return streams.state() == KafkaStreams.State.REBALANCING;
    }

    @Override
    public List<String> clients() {
      return StreamsApp.this.clients();
    }
  }

  private final class Replacing implements StreamsUncaughtExceptionHandler {

    private final ThreadBudget budget = new ThreadBudget();

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
      Optional<EventRecord.BrokenLog> broken = EventRecord.broken(failure);
      if (broken.isPresent()) {
        // Another thread would meet it again, and none may go past it.
        LOG.error("{} halts: {}", name, broken.get().getMessage(), failure);
        gaveUp = true;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (!budget.allows(failure, Instant.now())) {
        LOG.error("{} gives up: no more threads are replaced", name, failure);
        gaveUp = true;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      LOG.warn("{} replaces a thread that failed", name, failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
  }
}
