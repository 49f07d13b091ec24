package orders.local.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the sandbox remembers over a restart: a line for each change, the last of a thing counts.
final class Journal implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, Parcel> parcels = new LinkedHashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Optional<OutputStream> out;

  /// One line.
  ///
  /// @param told the id of a message that was taken
  record Line(
      @Nullable Payment payment,
      @Nullable Parcel parcel,
      @Nullable Message message,
      @Nullable String told) {}

  private Journal(Optional<OutputStream> out) {
    this.out = out;
  }

  /// @param directory empty for one that forgets
  static Journal open(Optional<Path> directory) {
    if (directory.isEmpty()) {
      return new Journal(Optional.empty());
    }
    try {
      Path file = Files.createDirectories(directory.get()).resolve("sandbox.jsonl");
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      var journal =
          new Journal(
              Optional.of(
                  Files.newOutputStream(
                      file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
      lines.forEach(journal::read);
      journal.write("\n"); // ends a line that a crash has torn
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the sandbox's journal", e);
    }
  }

  List<Payment> payments() {
    return List.copyOf(payments.values());
  }

  List<Parcel> parcels() {
    return List.copyOf(parcels.values());
  }

  /// Those that were not taken yet.
  List<Message> messages() {
    return new ArrayList<>(messages.values());
  }

  void keep(Payment payment) {
    append(new Line(payment, null, null, null));
  }

  void keep(Parcel parcel) {
    append(new Line(null, parcel, null, null));
  }

  void keep(Message message) {
    append(new Line(null, null, message, null));
  }

  void told(String messageId) {
    append(new Line(null, null, null, messageId));
  }

  @Override
  public synchronized void close() {
    out.ifPresent(
        stream -> {
          try {
            stream.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void append(Line line) {
    try {
      write(JSON.writeValueAsString(line) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sandbox's journal", e);
    }
  }

  private synchronized void write(String text) throws IOException {
    if (out.isPresent()) {
      out.get().write(text.getBytes(StandardCharsets.UTF_8));
      out.get().flush();
    }
  }

  private void read(String text) {
    if (text.isBlank()) {
      return;
    }
    try {
      Line line = JSON.readValue(text, Line.class);
      if (line.payment() != null) {
        payments.put(line.payment().id(), line.payment());
      }
      if (line.parcel() != null) {
        parcels.put(line.parcel().id(), line.parcel());
      }
      if (line.message() != null) {
        messages.put(line.message().id(), line.message());
      }
      if (line.told() != null) {
        messages.remove(line.told());
      }
    } catch (IOException e) {
      // Torn by a crash: it was never answered for.
    }
  }
}
