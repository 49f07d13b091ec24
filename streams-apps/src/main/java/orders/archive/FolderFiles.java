package orders.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// An archive in a folder.
final class FolderFiles implements ArchiveFiles {

  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  /// On the disk before it has its name, so that a crash leaves no half of it.
  @Override
  public void put(String name, Path file) {
    Path target = folder.resolve(name);
    Path parent = Objects.requireNonNull(target.getParent());
    try {
      Files.createDirectories(parent);
      Path whole = Files.createTempFile(parent, ".", ".part");
      Files.copy(file, whole, StandardCopyOption.REPLACE_EXISTING);
      force(whole);
      Files.move(
          whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(parent);
    } catch (IOException e) {
      throw new Unreachable("cannot write " + target, e);
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    try {
      return Optional.of(Files.newInputStream(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unreachable("cannot read " + folder.resolve(name), e);
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
