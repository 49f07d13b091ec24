package orders.torture.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what was started, the last first, and goes on when something cannot be closed.
final class Teardown implements AutoCloseable {

  private interface Step {
    void run() throws Exception;
  }

  private final Deque<Step> steps = new ArrayDeque<>();

  /// @return the same
  synchronized <T extends AutoCloseable> T add(T started) {
    steps.push(started::close);
    return started;
  }

  /// @throws IllegalStateException at the end, when something could not be closed
  @Override
  public synchronized void close() {
    var failed = new ArrayDeque<Exception>();
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      var all = new IllegalStateException("not closed: " + failed);
      failed.forEach(all::addSuppressed);
      throw all;
    }
  }

  /// Closes everything because of something, which is told rather than what goes wrong here.
  <E extends RuntimeException> E because(E broken) {
    try {
      close();
    } catch (RuntimeException e) {
      broken.addSuppressed(e);
    }
    return broken;
  }
}
