package orders.archive;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Where an archive lies. A name is a relative path of letters, digits, `._-` and slashes.
///
/// A file is there whole or not at all; one that was put is there for every later reader.
public interface ArchiveFiles extends AutoCloseable {

  /// Puts a file, in place of one with that name.
  ///
  /// @throws Unreachable when the place cannot be written
  void put(String name, Path file);

  /// A file to be read; empty when there is none.
  ///
  /// @throws Unreachable when the place cannot be read
  Optional<InputStream> open(String name);

  @Override
  void close();

  /// The place of an archive cannot be reached, read or written.
  final class Unreachable extends RuntimeException {
    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
