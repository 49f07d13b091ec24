package orders.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What reading one input may cost, whatever it says.
public final class Cost {

  private static final long CPU_MILLIS_MAX = 500;
  private static final long BYTES_MAX = 64L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cost() {}

  /// Reads, and fails when that cost too much, also when it refuses.
  public static <T> T bounded(Supplier<T> reading) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    T read;
    try {
      read = reading.get();
    } catch (RuntimeException e) {
      check(nanos, bytes);
      throw e;
    }
    check(nanos, bytes);
    return read;
  }

  private static void check(long nanos, long bytes) {
    long took = (THREADS.getCurrentThreadCpuTime() - nanos) / 1_000_000;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (took > CPU_MILLIS_MAX || allocated > BYTES_MAX) {
      throw new AssertionError(took + " ms and " + allocated + " bytes for one input");
    }
  }
}
