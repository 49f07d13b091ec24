package orders.app;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Steps of a start that do not depend on each other. Each waits for brokers more than it computes,
/// and a process that was killed is missed until the last of them is done.
final class AtOnce {

  private AtOnce() {}

  /// Returns when every step has ended.
  ///
  /// @throws RuntimeException what the first of the failed steps, in their order, has thrown
  static void run(Collection<? extends Runnable> steps) {
    List<? extends Future<?>> started;
    // No virtual threads: two carriers on a small machine would be two of its many busy threads.
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 0).factory())) {
      started = steps.stream().map(threads::submit).toList();
    }
    for (Future<?> step : started) {
      if (step.state() == Future.State.FAILED) {
        throw unchecked(step.exceptionNow());
      }
    }
  }

  private static RuntimeException unchecked(Throwable why) {
    if (why instanceof Error error) {
      throw error;
    }
    return why instanceof RuntimeException known ? known : new IllegalStateException(why);
  }
}
