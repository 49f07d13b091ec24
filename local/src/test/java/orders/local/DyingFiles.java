package orders.local;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import orders.archive.ArchiveFiles;

/// An archive whose writer dies before it has put a number of files.
final class DyingFiles implements ArchiveFiles {
  private final ArchiveFiles files;
  private int left;

  DyingFiles(ArchiveFiles files, int puts) {
    this.files = files;
    this.left = puts;
  }

  @Override
  public void put(String name, Path file) {
    if (left-- == 0) {
      throw new ArchiveTest.Died();
    }
    files.put(name, file);
  }

  @Override
  public Optional<InputStream> open(String name) {
    return files.open(name);
  }

  @Override
  public void close() {
    files.close();
  }
}
