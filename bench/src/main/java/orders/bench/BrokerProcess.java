package orders.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.kafka.KafkaConnection;

/// The embedded broker in a process of its own, so that its CPU time is its own.
final class BrokerProcess implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final KafkaConnection connection;

  private BrokerProcess(Process process, String bootstrap) {
    this.process = process;
    this.connection = new KafkaConnection(bootstrap, Map.of());
  }

  static BrokerProcess start(Path directory, int partitions) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            List.of(
                java,
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                directory.toString(),
                Integer.toString(partitions)));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(READY)) {
          return new BrokerProcess(process, line.substring(READY.length()));
        }
      }
      throw new IllegalStateException("the broker ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a broker", e);
    }
  }

  KafkaConnection connection() {
    return connection;
  }

  /// CPU time it has used so far.
  Duration cpu() {
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
