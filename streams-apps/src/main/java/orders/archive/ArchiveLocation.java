package orders.archive;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a person says that an archive lies: a folder, or `s3://bucket/prefix`.
public final class ArchiveLocation {

  private static final Pattern S3 =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9/._-]{0,512}))?");

  private ArchiveLocation() {}

  /// @param endpoint of a service that speaks S3's language, instead of Amazon's
  /// @throws IllegalArgumentException when it is no location
  public static ArchiveFiles open(String location, Optional<URI> endpoint) {
    if (!location.startsWith("s3:")) {
      return new FolderFiles(Path.of(location));
    }
    Matcher parts = S3.matcher(location);
    if (!parts.matches()) {
      throw new IllegalArgumentException("an archive is a folder or s3://bucket/prefix");
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2);
    return new S3Files(
        parts.group(1), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/", endpoint);
  }
}
