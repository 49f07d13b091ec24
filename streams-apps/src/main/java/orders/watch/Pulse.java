package orders.watch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread of ours that lives as long as the process: it says so round by round, and when it ends
/// although nobody closed it, whatever ended it, that is known.
public final class Pulse implements Vital {

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final String name;
  private final Duration silenceMax;
  private final AtomicLong rounds = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean broken;

  /// @param silenceMax how long a round of the thread may take
  public Pulse(String name, Duration silenceMax) {
    this.name = name;
    this.silenceMax = silenceMax;
  }

  /// A daemon thread under this name, not started yet.
  public Thread thread(Runnable body) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .uncaughtExceptionHandler((_, why) -> LOG.error("{} ended", name, why))
        .unstarted(() -> live(body));
  }

  private void live(Runnable body) {
    try {
      body.run();
    } finally {
      broken = !closing;
    }
  }

  /// Called by the thread whenever it comes round.
  public void beat() {
    rounds.incrementAndGet();
  }

  /// From now on it may end.
  public void closing() {
    closing = true;
  }

  /// Whether it ended although nobody closed it.
  public boolean broken() {
    return broken;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long rounds() {
    return rounds.get();
  }

  @Override
  public Duration silenceMax() {
    return silenceMax;
  }
}
