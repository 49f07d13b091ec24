package orders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The three that the benchmark compares do the same; with `-Dserde.bench=run` also at which cost.
///
/// Compared is the least CPU time of an iteration, which a busy machine bends least.
class SerdeBenchTest {

  private static final double PLAIN_TIMES_MAX = 1.3;

  @Test
  void all_write_the_same_and_read_the_same() throws Exception {
    SerdeBench bench = new SerdeBench();
    try {
      assertThat(bench.writePlain()).isEqualTo(bench.bytes);
      assertThat(bench.writeOurs()).isEqualTo(bench.bytes);
      assertThat(bench.writeConfluent()).isEqualTo(bench.bytes);
      assertThat(bench.readPlain()).isEqualTo(bench.event);
      assertThat(bench.readOurs()).isEqualTo(bench.event);
      assertThat(bench.readConfluent()).isEqualTo(bench.event);
    } finally {
      bench.close();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "serde.bench", matches = "run", disabledReason = "takes minutes")
  void ours_is_near_plain_avro_and_ahead_of_confluents() throws Exception {
    Map<String, Double> nanos = measured();
    for (String kind : new String[] {"write", "read"}) {
      double plain = nanos.getOrDefault(kind + "Plain", 0.0);
      double ours = nanos.getOrDefault(kind + "Ours", 0.0);
      double confluent = nanos.getOrDefault(kind + "Confluent", 0.0);
      System.out.printf(
          "%-5s plain %.0f ns, ours %.0f ns (%.2f of plain), Confluent's %.0f ns (%.2f of ours)%n",
          kind, plain, ours, ours / plain, confluent, confluent / ours);
      assertThat(ours).isPositive().isLessThan(PLAIN_TIMES_MAX * plain).isLessThan(confluent);
    }
  }

  private static Map<String, Double> measured() throws Exception {
    var options =
        new OptionsBuilder()
            .include(SerdeBench.class.getSimpleName() + "\\.")
            .forks(2)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(8)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-Xmx512m", "-XX:+UseSerialGC")
            .addProfiler(CpuTime.class)
            .build();
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getParams().getBenchmark();
      nanos.put(name.substring(name.lastIndexOf('.') + 1), cpu(result));
    }
    return nanos;
  }

  /// Not the primary result, which is the time on the wall and so also what others took.
  private static double cpu(RunResult result) {
    Result<?> cpu = result.getSecondaryResults().get(CpuTime.NAME);
    return Objects.requireNonNull(cpu, "the profiler measured nothing").getScore();
  }
}
