package orders.torture.cluster;

import java.time.Duration;
import orders.torture.measure.Alarm;
import orders.torture.measure.Waiting;

/// Looks after processes all the time.
final class Supervisor implements AutoCloseable {

  private static final Duration TEND_EVERY = Duration.ofMillis(500);
  private static final Duration END_MAX = Duration.ofSeconds(30);

  private final Runnable tend;
  private final Thread thread;
  private volatile boolean closed;

  private Supervisor(Runnable tend, Alarm alarm) {
    this.tend = tend;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("the supervisor")
            .uncaughtExceptionHandler(alarm)
            .unstarted(this::run);
  }

  /// @param alarm is raised when it breaks
  static Supervisor start(Runnable tend, Alarm alarm) {
    var supervisor = new Supervisor(tend, alarm);
    supervisor.thread.start();
    return supervisor;
  }

  private void run() {
    while (!closed && Waiting.pause(TEND_EVERY)) {
      tend.run();
    }
  }

  /// Nothing is started again from here on.
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(END_MAX)) {
        throw new IllegalStateException("the supervisor does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
