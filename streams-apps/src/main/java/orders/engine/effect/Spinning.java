package orders.engine.effect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/// Notices that polls go round and round instead of waiting.
///
/// The share consumer of Kafka 4.3.1 does so while its group's coordinator is away: it waits for
/// no longer than until the next heartbeat, which is due all the time then and cannot be sent, and
/// its network thread does the same (KAFKA-20253). A poll that waits takes next to no CPU time;
/// that is what tells the two apart.
final class Spinning {

  /// A poll that has found nothing and took more than this part of its time on a CPU did not wait.
  /// One that waits takes a hundredth, and one that does not may have to share its CPU.
  private static final int PART = 20;

  /// A broker that takes over as coordinator does so meanwhile, and classes are loaded.
  static final int IN_A_ROW = 10;

  private final LongSupplier nanos;
  private final LongSupplier cpuNanos;
  private long began;
  private long cpuBegan;
  private int inARow;

  /// @param nanos a clock that never goes back
  /// @param cpuNanos what the thread that polls has used so far
  Spinning(LongSupplier nanos, LongSupplier cpuNanos) {
    this.nanos = nanos;
    this.cpuNanos = cpuNanos;
  }

  /// For the one thread that polls.
  static Spinning ofThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new Spinning(
        System::nanoTime,
        threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : () -> 0);
  }

  /// Begins a poll.
  void begin() {
    began = nanos.getAsLong();
    cpuBegan = cpuNanos.getAsLong();
  }

  /// Ends a poll.
  ///
  /// @param empty whether it found nothing, and so had to wait
  void end(boolean empty) {
    long took = nanos.getAsLong() - began;
    boolean spun = empty && (cpuNanos.getAsLong() - cpuBegan) * PART > took;
    inARow = spun ? inARow + 1 : 0;
  }

  /// Whether the last polls did.
  boolean spins() {
    return inARow >= IN_A_ROW;
  }
}
