package orders.torture.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A small file system, which can be filled.
public final class Disk implements AutoCloseable {

  private static final String SIZE = "256m";
  private static final int CHUNK_BYTES = 1_048_576;
  private static final long MOUNT_MAX_S = 10;

  private final Path mounted;

  private Disk(Path mounted) {
    this.mounted = mounted;
  }

  /// @throws IOException where this process may not make one
  static Disk mount(Path directory) throws IOException {
    Files.createDirectories(directory);
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString());
    return new Disk(directory);
  }

  Path path() {
    return mounted;
  }

  /// Leaves no room.
  ///
  /// @return how many bytes there was room for
  public long fill() {
    long written = 0;
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] chunk = new byte[CHUNK_BYTES];
      while (true) {
        out.write(chunk);
        written += chunk.length;
      }
    } catch (IOException e) {
      return written; // full
    }
  }

  /// Gives the room back.
  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make room on " + mounted, e);
    }
  }

  private Path filler() {
    return mounted.resolve("filler");
  }

  @Override
  public void close() {
    try {
      run("umount", "-l", mounted.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(MOUNT_MAX_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command[0] + " is not allowed here");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
