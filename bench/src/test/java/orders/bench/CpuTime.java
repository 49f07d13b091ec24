package orders.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// The CPU time of the benchmark's thread for each operation: what a shared machine lets others
/// take does not count, nor does what compiles and collects beside it.
public final class CpuTime implements InternalProfiler {

  static final String NAME = "cpu";

  /// How JMH names the threads that it measures with.
  private static final String WORKER = "jmh-worker";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = workers();
  }

  @Override
  public List<Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = workers() - before;
    long operations = Math.max(1, result.getMetadata().getAllOps());
    return List.of(new ScalarResult(NAME, nanos / operations, "ns/op", AggregationPolicy.MIN));
  }

  private long workers() {
    long nanos = 0;
    for (ThreadInfo thread : threads.dumpAllThreads(false, false, 0)) {
      if (thread.getThreadName().contains(WORKER)) {
        nanos += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return nanos;
  }

  @Override
  public String getDescription() {
    return "CPU time of the measuring threads";
  }
}
