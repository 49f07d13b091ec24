package orders.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.kafka.KafkaConnection;

/// The embedded broker in a process of its own, so that its CPU time is its own.
public final class BrokerProcess implements AutoCloseable {

  /// A process that lives for minutes on a small machine spends more on compiling well than that
  /// gives back.
  private static final List<String> FOR_MINUTES =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final List<String> TO_MEASURE = List.of("-Xmx1g", "-XX:+UseParallelGC");

  private final Process process;
  private final KafkaConnection connection;

  private BrokerProcess(Process process, String bootstrap) {
    this.process = process;
    this.connection = new KafkaConnection(bootstrap, Map.of());
  }

  /// Starts a broker and returns when it takes requests and has the catalogue's topics.
  ///
  /// @param partitions of each keyed topic, when the topics are new
  public static BrokerProcess start(Path directory, int partitions) {
    return start(FOR_MINUTES, directory, partitions);
  }

  /// The same, compiled as well as the JVM can: slower to begin with.
  public static BrokerProcess startToMeasure(Path directory, int partitions) {
    return start(TO_MEASURE, directory, partitions);
  }

  private static BrokerProcess start(List<String> flags, Path directory, int partitions) {
    ProcessBuilder builder =
        JavaProcess.of(
            flags, BrokerMain.class, List.of(directory.toString(), Integer.toString(partitions)));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(BrokerMain.READY)) {
          Thread.ofVirtual().start(() -> discard(out)); // a full pipe would stop the broker
          return new BrokerProcess(process, line.substring(BrokerMain.READY.length()));
        }
      }
      throw new IllegalStateException("the broker ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a broker", e);
    }
  }

  private static void discard(Reader out) {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The broker has ended.
    }
  }

  public KafkaConnection connection() {
    return connection;
  }

  /// CPU time it has used so far.
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
