package orders.torture.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The operations of a run, a line of JSON each, in the order in which they ended.
public final class History implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(Operation.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Operation.class);

  private final BufferedWriter lines;

  private History(BufferedWriter lines) {
    this.lines = lines;
  }

  /// Begins a new one.
  public static History create(Path file) {
    try {
      return new History(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// Adds an operation that has ended; from any thread.
  public void add(Operation operation) {
    try {
      String line = WRITER.writeValueAsString(operation);
      synchronized (lines) {
        lines.write(line);
        lines.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history", e);
    }
  }

  public static List<Operation> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(History::operation).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Operation operation(String line) {
    try {
      return READER.readValue(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not an operation: " + line, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history", e);
    }
  }
}
