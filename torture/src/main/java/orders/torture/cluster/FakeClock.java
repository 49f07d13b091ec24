package orders.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A wall clock that can be set, for one process: libfaketime, where it is installed. How long
/// something takes is measured as ever.
public final class FakeClock {

  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path library;
  private final Path file;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /// @param file that says how far off the clock is
  /// @return empty where libfaketime is not installed
  static Optional<FakeClock> find(Path file) {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      Optional<FakeClock> found =
          folders
              .map(folder -> folder.resolve(LIBRARY))
              .filter(Files::isRegularFile)
              .findFirst()
              .map(library -> new FakeClock(library, file));
      found.ifPresent(clock -> clock.off(Duration.ZERO));
      return found;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What a process is started with that shall have this clock.
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "DONT_FAKE_MONOTONIC", "1",
        // The JVM knows the jars of its archive of classes by their times.
        "NO_FAKE_STAT", "1",
        // Otherwise waits of the JVM end at once, which is another fault than this one.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /// Sets the clock, which takes a second.
  ///
  /// @param by how far it is ahead; zero for the right time
  public void off(Duration by) {
    try {
      Files.writeString(file, "+" + by.toSeconds() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the clock", e);
    }
  }
}
