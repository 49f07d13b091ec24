package orders.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Prints figures as they come, and keeps them for a file.
final class Report {

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private boolean sound = true;

  Map<String, Object> figures() {
    return figures;
  }

  /// False when something that was acknowledged is not in the log, or a limit is not met.
  boolean sound() {
    return sound;
  }

  void rate(Meter.Reading reading) {
    say(
        "%-36s %,10.0f/s   CPU µs an operation: %6.1f client + %6.1f broker = %6.1f",
        reading.name(),
        reading.perSecond(),
        reading.clientMicros(),
        reading.brokerMicros(),
        reading.clientMicros() + reading.brokerMicros());
    figures.put(reading.name(), reading);
  }

  void latency(String name, Histogram histogram) {
    var millis =
        new Latency(
            millis(histogram, 50),
            millis(histogram, 90),
            millis(histogram, 99),
            histogram.getMaxValue() / 1e3);
    say(
        "%-36s p50 %7.1f ms   p90 %7.1f ms   p99 %7.1f ms   max %7.1f ms",
        name, millis.p50(), millis.p90(), millis.p99(), millis.max());
    figures.put(name, millis);
  }

  /// Percentiles in milliseconds.
  record Latency(double p50, double p90, double p99, double max) {}

  void check(String name, long wanted, long found) {
    boolean equal = wanted == found;
    say(
        "%-36s %,d acknowledged, %,d in the log: %s",
        name, wanted, found, equal ? "equal" : "NOT EQUAL");
    figures.put(name, Map.of("acknowledged", wanted, "stored", found));
    sound &= equal;
  }

  void least(String name, double found, double wanted) {
    judge(name, found, found >= wanted, String.format(Locale.ROOT, "at least %,.2f", wanted));
  }

  void none(String name, long found) {
    judge(name, (double) found, found == 0, "none");
  }

  void holds(String name, boolean found) {
    judge(name, found ? 1 : 0, found, "1");
  }

  private void judge(String name, double found, boolean met, String wanted) {
    say("%-46s %,14.2f   wanted: %s: %s", name, found, wanted, met ? "met" : "NOT MET");
    figures.put(name, Map.of("found", found, "met", met));
    sound &= met;
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }

  @FormatMethod
  private static void say(@FormatString String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
