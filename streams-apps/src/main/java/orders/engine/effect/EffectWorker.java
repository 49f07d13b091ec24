package orders.engine.effect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orders.contract.UndecodableRecord;
import orders.watch.Pulse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one effect outside of any topology: takes requests off a queue, has them done, writes the
/// results. A session that breaks is opened anew, within a budget.
public final class EffectWorker<Q, R> implements AutoCloseable {

  /// Requests that are out at the same time.
  public static final int UNDER_WAY_MAX = 256;

  /// Sessions opened anew within [#BUDGET_WINDOW] before the worker gives up.
  public static final int REPLACEMENTS_MAX = 20;

  public static final Duration BUDGET_WINDOW = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(EffectWorker.class);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration BUSY = Duration.ofMillis(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MAX = 5;

  /// A session that settles may wait for each of its results to be written.
  private static final Duration ROUND_MAX = Duration.ofMinutes(2);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
  private final EffectHost<Q, R> host;
  private final Supplier<Session> sessions;
  private final Deque<Long> brokenAt = new ArrayDeque<>();
  private final Pulse pulse;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean failed;

  EffectWorker(EffectHost<Q, R> host, String name, Supplier<Session> sessions) {
    this.host = host;
    this.sessions = sessions;
    this.pulse = new Pulse(name, ROUND_MAX);
    this.thread = pulse.thread(this::sessions);
    thread.start();
  }

  /// Whether it gave up, so that a supervisor should start the process again.
  public boolean failed() {
    return failed || pulse.broken();
  }

  public Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() {
    closed = true;
    pulse.closing();
    try {
      if (!thread.join(CLOSE_WAIT)) {
        LOG.warn("{} did not end within {} s", thread.getName(), CLOSE_WAIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sessions() {
    while (!closed && !failed) {
      pulse.beat();
      try (Session session = sessions.get();
          var lanes = new Lanes(this::rule)) {
        work(session, lanes);
      } catch (RuntimeException e) {
        broken(e);
      }
    }
  }

  private void work(Session session, Lanes lanes) {
    while (!closed) {
      pulse.beat();
      Duration wait = lanes.size() == 0 ? IDLE : BUSY;
      session.take(UNDER_WAY_MAX - lanes.size(), wait).forEach(lanes::add);
      List<Ruling> rulings = lanes.done();
      if (!rulings.isEmpty()) {
        session.settle(rulings);
      }
    }
  }

  private void broken(RuntimeException why) {
    long now = System.nanoTime();
    brokenAt.removeIf(at -> now - at > BUDGET_WINDOW.toNanos());
    brokenAt.add(now);
    if (brokenAt.size() > REPLACEMENTS_MAX) {
      LOG.error("{} gives up after {} sessions", thread.getName(), REPLACEMENTS_MAX, why);
      failed = true;
      return;
    }
    LOG.warn("{} opens its session anew", thread.getName(), why);
    Duration longer = PAUSE.multipliedBy(1L << Math.min(brokenAt.size() - 1, DOUBLINGS_MAX));
    pause(longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE);
  }

  /// Tries until something is decided. What was tried and not settled is handed out again.
  private Ruling rule(Delivery delivery) {
    try {
      Effort<Q, R> effort = host.effort(delivery);
      while (true) {
        Effort.Step<R> step = effort.next();
        Optional<Ruling> ruling = host.ruling(delivery, step);
        if (ruling.isPresent()) {
          return ruling.get();
        }
        if (step instanceof Effort.Step.Again<R>(Duration after)) {
          pause(after);
        }
      }
    } catch (IllegalArgumentException | UndecodableRecord e) {
      return host.dead(delivery, String.valueOf(e.getMessage()));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
