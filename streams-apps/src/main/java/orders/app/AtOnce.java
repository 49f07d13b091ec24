package orders.app;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Steps of a start that do not depend on each other. Each waits for brokers more than it computes,
/// and a process that was killed is missed until the last of them is done.
final class AtOnce {

  /// More would take the CPUs of a small machine from whoever stands in meanwhile, and connect to
  /// brokers faster than a small one takes it.
  static final int MAX = 3;

  private AtOnce() {}

  /// Returns when every step has ended.
  ///
  /// @throws RuntimeException or an Error, as the first of the failed steps, in their order, has
  ///     thrown it; the others' are suppressed ones of it
  static void run(Collection<? extends Runnable> steps) {
    List<? extends Future<?>> started;
    // Platform threads: virtual ones would share as many carriers as there are CPUs, which is a
    // small part of a busy machine.
    try (ExecutorService threads =
        Executors.newFixedThreadPool(MAX, Thread.ofPlatform().name("start-", 0).factory())) {
      started = steps.stream().map(threads::submit).toList();
    }
    Optional<Throwable> failure =
        started.stream()
            .filter(step -> step.state() != Future.State.SUCCESS)
            .map(AtOnce::why)
            .reduce(AtOnce::together);
    if (failure.isPresent()) {
      throw unchecked(failure.get());
    }
  }

  private static Throwable why(Future<?> step) {
    return step.state() == Future.State.FAILED
        ? step.exceptionNow()
        : new IllegalStateException("a step of the start was cancelled");
  }

  @SuppressWarnings("ReferenceEquality") // nothing suppresses itself
  private static Throwable together(Throwable first, Throwable other) {
    if (first != other) {
      first.addSuppressed(other);
    }
    return first;
  }

  private static RuntimeException unchecked(Throwable why) {
    if (why instanceof Error error) {
      throw error;
    }
    return why instanceof RuntimeException known ? known : new IllegalStateException(why);
  }
}
