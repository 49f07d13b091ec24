package orders.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out who listens on a port, where the system tells (`/proc` on Linux).
final class PortHolder {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortHolder() {}

  static Optional<String> find(int port) {
    try {
      Optional<String> inode = inode(port, "tcp").or(() -> inode(port, "tcp6"));
      return inode.flatMap(PortHolder::process);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> inode(int port, String table) {
    String local = String.format(Locale.ROOT, ":%04X", port);
    try (Stream<String> lines = Files.lines(PROC.resolve("net").resolve(table))) {
      return lines
          .map(line -> List.of(line.strip().split("\\s+", -1)))
          .filter(f -> f.size() > 9 && f.get(1).endsWith(local) && f.get(3).equals(LISTENING))
          .map(f -> f.get(9))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> process(String inode) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), "socket:[" + inode + "]"))
        .findFirst()
        .map(
            process ->
                "process "
                    + process.pid()
                    + process
                        .info()
                        .command()
                        .map(c -> " (" + Path.of(c).getFileName() + ")")
                        .orElse(""));
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> open = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
      return open.anyMatch(file -> leadsTo(file, socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean leadsTo(Path file, String socket) {
    try {
      return Files.readSymbolicLink(file).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }
}
