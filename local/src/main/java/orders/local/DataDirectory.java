package orders.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import org.jspecify.annotations.Nullable;

/// Where one `orders dev` at a time keeps its data.
final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final boolean ephemeral;
  private final FileChannel channel;

  private DataDirectory(Path path, boolean ephemeral, FileChannel channel) {
    this.path = path;
    this.ephemeral = ephemeral;
    this.channel = channel;
  }

  /// Makes the directory where it is missing and keeps others out.
  ///
  /// @param wanted empty for one that is forgotten at the end
  /// @throws Failure when another process uses it, or it cannot be written
  static DataDirectory open(Optional<Path> wanted) {
    try {
      Path path =
          wanted.isPresent()
              ? Files.createDirectories(wanted.get())
              : Files.createTempDirectory("orders-dev");
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Failure(
            ExitCodes.BAD_CONFIGURATION,
            "the data in " + path + " is in use by another orders dev",
            "end that process or choose another --data-dir");
      }
      return new DataDirectory(path, wanted.isEmpty(), channel);
    } catch (IOException e) {
      throw new Failure(
          ExitCodes.BAD_CONFIGURATION, "cannot keep data: " + e, "choose another --data-dir");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (ephemeral) {
      Directories.delete(path);
    }
  }
}
