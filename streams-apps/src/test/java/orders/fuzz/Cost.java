package orders.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What reading one input may cost, whatever it says.
public final class Cost {

  private static final long CPU_MILLIS_MAX = 50;
  private static final long BYTES_MAX = 16L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Cost() {}

  /// Reads, and fails when that costs too much each time: the first time may load classes.
  public static <T> T bounded(Supplier<T> reading) {
    String first = cost(reading);
    if (!first.isEmpty()) {
      String again = cost(reading);
      if (!again.isEmpty()) {
        throw new AssertionError(first + ", and again " + again);
      }
    }
    return reading.get();
  }

  /// What it costs; empty when it is little.
  private static String cost(Supplier<?> reading) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Object _ = reading.get();
    } catch (RuntimeException e) {
      // Refusing costs, too; it is refused once more by the call that counts.
    }
    long took = (THREADS.getCurrentThreadCpuTime() - nanos) / 1_000_000;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return took > CPU_MILLIS_MAX || allocated > BYTES_MAX
        ? took + " ms and " + allocated + " bytes for one input"
        : "";
  }
}
