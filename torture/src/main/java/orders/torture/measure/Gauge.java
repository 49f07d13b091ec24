package orders.torture.measure;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Looks from outside at what a process has, as Linux tells it: nobody is asked to measure itself.
final class Gauge {

  private static final Path PROC = Path.of("/proc");

  private Gauge() {}

  /// Whether processes can be looked into here.
  static boolean possible() {
    return Files.isReadable(PROC.resolve("self/status"));
  }

  /// Empty when it has ended, or ends meanwhile.
  static Optional<Reading> read(String process, long pid, Path state) {
    Path own = PROC.resolve(Long.toString(pid));
    try (Stream<Path> handles = Files.list(own.resolve("fd"))) {
      List<String> status = Files.readAllLines(own.resolve("status"));
      long resident = number(status, "VmRSS:");
      return resident == 0 // it has ended, and nobody has asked how
          ? Optional.empty()
          : Optional.of(
              new Reading(
                  process,
                  pid,
                  System.currentTimeMillis(),
                  (int) number(status, "Threads:"),
                  (int) handles.count(),
                  resident * 1_024,
                  size(state)));
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /// `VmRSS:     4711 kB`
  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /// Files come and go while it looks.
  private static long size(Path directory) throws IOException {
    var bytes = new AtomicLong();
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
              bytes.addAndGet(found.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path left, @org.jspecify.annotations.Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return bytes.get();
  }
}
