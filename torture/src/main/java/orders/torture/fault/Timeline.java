package orders.torture.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What was done to the system, a line of JSON each.
public final class Timeline {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Consumer<String> progress;
  private final List<Event> events = new ArrayList<>();

  /// @param progress is told each, for somebody who watches
  public Timeline(Path file, Consumer<String> progress) {
    this.file = file;
    this.progress = progress;
  }

  synchronized void add(Event event) {
    events.add(event);
    try {
      String line = JSON.writeValueAsString(event) + "\n";
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    progress.accept(
        "%6.1f s  %-17s %s%s: stalled %.1f s, reads away %.1f s%s%s"
            .formatted(
                event.at() / 1000.0,
                event.fault(),
                prefix(event.phase()),
                event.detail(),
                event.stalled() / 1000.0,
                event.readsAway() / 1000.0,
                event.help().isEmpty() ? "" : "; an operator " + event.help(),
                event.recovered() ? "" : " – NO PROGRESS IN TIME"));
  }

  private static String prefix(Phase phase) {
    return switch (phase) {
      case STORM -> "(storm) ";
      case MISSED -> "did not happen: ";
      case BEGIN, QUIET, WAITED, END -> "";
    };
  }

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
