package orders.torture.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Where records are that were written to be put aside, a line each. A broker has said that it has
/// each of them; there may be others that it had no time to speak of.
public final class Planted {

  private final Path file;
  private final String canary;

  private Planted(Path file, String canary) {
    this.file = file;
    this.canary = canary;
  }

  /// Begins a new list.
  ///
  /// @param canary personal data that stands in some of them
  public static Planted create(Path file, String canary) {
    var planted = new Planted(file, canary);
    planted.write("", StandardOpenOption.TRUNCATE_EXISTING);
    return planted;
  }

  public String canary() {
    return canary;
  }

  public void add(Place place) {
    write(place + "\n", StandardOpenOption.APPEND);
  }

  private void write(String text, StandardOpenOption how) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  public static List<Place> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(line -> Place.parse(line).orElseThrow()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
