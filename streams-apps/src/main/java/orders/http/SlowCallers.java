package orders.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes connections whose request header does not come to its end, or whose answer is not taken.
/// Jetty only minds the time between two bytes, which somebody who drips never exceeds.
final class SlowCallers extends AbstractLifeCycle {

  private static final Logger LOG = LoggerFactory.getLogger(SlowCallers.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Server server;
  private final Duration headerMax;
  private final Duration answerMax;
  private final Map<EndPoint, Seen> seen = new HashMap<>();
  private final Map<EndPoint, Long> answering = new ConcurrentHashMap<>();

  /// @param headerMax from the first byte of a header to its end
  /// @param answerMax from there to the last byte of the answer
  SlowCallers(Server server, Duration headerMax, Duration answerMax) {
    this.server = server;
    this.headerMax = headerMax;
    this.answerMax = answerMax;
  }

  /// A request is under way there.
  void begin(EndPoint end) {
    answering.put(end, System.nanoTime());
  }

  /// It is answered, or its answer has no end.
  void end(EndPoint end) {
    answering.remove(end);
  }

  /// A connection on which no request is under way.
  ///
  /// @param requests how many there were before
  /// @param bytes how many those had
  /// @param begunNanos when more than that was first seen; meaningless before
  private record Seen(long requests, long bytes, boolean begun, long begunNanos) {}

  @Override
  protected void doStart() {
    next();
  }

  private void next() {
    Scheduler.Task _ =
        server.getScheduler().schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Runs on the scheduler's thread, one look after the other.
  private void look() {
    try {
      Set<EndPoint> now = new HashSet<>();
      for (Connector connector : server.getConnectors()) {
        now.addAll(connector.getConnectedEndPoints());
      }
      seen.keySet().retainAll(now);
      answering.keySet().retainAll(now);
      now.forEach(this::look);
    } finally {
      if (isRunning() || isStarting()) {
        next();
      }
    }
  }

  private void look(EndPoint end) {
    Long begun = answering.get(end);
    if (begun != null && System.nanoTime() - begun > answerMax.toNanos()) {
      LOG.debug("an answer is not taken: {}", end.getRemoteSocketAddress());
      end.close();
      return;
    }
    Connection connection = end.getConnection();
    if (begun != null
        || connection == null
        || connection.getMessagesIn() > connection.getMessagesOut()) {
      seen.remove(end); // a request is under way
      return;
    }
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    Seen last = seen.get(end);
    if (last == null || last.requests() != requests) {
      last = new Seen(requests, requests == 0 ? 0 : bytes, false, 0);
    }
    if (!last.begun() && bytes > last.bytes()) {
      last = new Seen(requests, bytes, true, System.nanoTime());
    }
    seen.put(end, last);
    if (last.begun()
        && System.nanoTime() - last.begunNanos() > headerMax.minus(LOOK_EVERY).toNanos()) {
      LOG.debug("a header did not end in time: {}", end.getRemoteSocketAddress());
      end.close();
    }
  }
}
