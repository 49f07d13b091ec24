package orders.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import orders.engine.EventRecord;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Streams app of this process. A thread that dies is replaced, within a budget; beyond it the
/// app gives up and says so, for a supervisor to restart the process. It gives up at once where an
/// event topic holds something that is no event: Kafka Streams cannot halt one partition alone.
public final class StreamsApp implements AutoCloseable {

  /// Threads replaced within [#BUDGET_WINDOW] before the app gives up.
  public static final int REPLACEMENTS_MAX = 5;

  public static final Duration BUDGET_WINDOW = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final String name;
  private final KafkaStreams streams;
  private volatile boolean gaveUp;

  public StreamsApp(String name, Topology topology, Properties properties) {
    this.name = name;
    this.streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(new Budget());
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

  private final class Budget implements StreamsUncaughtExceptionHandler {

    private final Deque<Instant> replaced = new ArrayDeque<>();

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
      Optional<EventRecord.BrokenLog> broken = EventRecord.broken(failure);
      if (broken.isPresent()) {
        // Another thread would meet it again, and none may go past it.
        LOG.error("{} halts: {}", name, broken.get().getMessage(), failure);
        gaveUp = true;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      Instant now = Instant.now();
      replaced.removeIf(at -> at.isBefore(now.minus(BUDGET_WINDOW)));
      if (replaced.size() >= REPLACEMENTS_MAX) {
        LOG.error("{} gives up after {} replaced threads", name, REPLACEMENTS_MAX, failure);
        gaveUp = true;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      replaced.add(now);
      LOG.warn("{} replaces a thread that failed", name, failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
  }
}
