package orders.torture.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orders.local.AppProcess;

/// Readings of processes all through a run, a line of JSON each.
public final class Readings implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration END_MAX = Duration.ofSeconds(10);

  private final Map<AppProcess, Path> states;
  private final BufferedWriter lines;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private Readings(Path file, Map<AppProcess, Path> states) {
    this.states = Map.copyOf(states);
    try {
      this.lines = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    this.thread = Thread.ofPlatform().daemon().name("readings").start(this::run);
  }

  /// Reads until it is closed.
  ///
  /// @param states where each process keeps its state
  public static Readings take(Path file, Map<AppProcess, Path> states) {
    return new Readings(file, states);
  }

  /// What was read; empty where a process cannot be looked into.
  public static Optional<List<Reading>> read(Path file) {
    if (!Gauge.possible()) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return Optional.of(lines.map(Readings::reading).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Reading reading(String line) {
    try {
      return JSON.readValue(line, Reading.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not a reading: " + line, e);
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
      look(); // as it is at the end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    states.forEach((app, state) -> Gauge.read(app.name(), app.pid(), state).ifPresent(this::write));
  }

  private void write(Reading reading) {
    try {
      lines.write(JSON.writeValueAsString(reading));
      lines.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a reading", e);
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join(END_MAX);
      lines.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a reading", e);
    }
  }
}
