package orders.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An archive of the classes that the apps load, as the JVM wants them in memory: a process that
/// starts from it needs a quarter less CPU until it is ready, or more. It is made once, from the
/// names that the image's is made from, and for the jars as they are then.
///
/// There is one where the property `orders.classes` names a folder for it.
public final class ClassArchive {

  private static final String FOLDER = "orders.classes";
  private static final String NAMES = "classes";
  private static final Pattern NAME = Pattern.compile("classes-[0-9a-f]+[.]jsa");
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /// A start without it is only slower.
  private static final Duration MADE_MAX = Duration.ofMinutes(1);

  private static final Map<List<String>, Optional<Path>> OF = new HashMap<>();

  private ClassArchive() {}

  /// Makes the archive for this process's class path, and prints which file it is.
  public static void main(String[] arguments) {
    of(ordered(System.getProperty("java.class.path"))).ifPresent(System.out::println);
  }

  /// Jars first, by name, then folders: an archive knows no folders, and its jars come first.
  static List<String> ordered(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .sorted(
            Comparator.comparing((String entry) -> !isJar(entry))
                .thenComparing(entry -> Path.of(entry).getFileName().toString()))
        .toList();
  }

  /// @param classPath jars first
  /// @return the archive that fits; empty where there is no folder for it, or it cannot be made
  static synchronized Optional<Path> of(List<String> classPath) {
    List<String> jars = classPath.stream().filter(ClassArchive::isJar).toList();
    return OF.computeIfAbsent(
        jars, _ -> Optional.ofNullable(System.getProperty(FOLDER)).flatMap(to -> made(to, jars)));
  }

  private static Optional<Path> made(String folder, List<String> jars) {
    try {
      Path archive = Path.of(folder, "classes-" + fingerprint(jars) + ".jsa");
      if (!Files.exists(archive)) {
        make(archive, jars);
      }
      return Optional.of(archive);
    } catch (IOException e) {
      LOG.warn("no archive of classes: {}", e.toString());
      return Optional.empty();
    }
  }

  /// The JVM refuses an archive of other jars by the same signs.
  private static String fingerprint(List<String> jars) throws IOException {
    var signs = new ArrayList<Object>(List.of(Runtime.version()));
    for (String jar : jars) {
      Path file = Path.of(jar);
      signs.addAll(List.of(jar, Files.size(file), Files.getLastModifiedTime(file)));
    }
    return Integer.toHexString(signs.hashCode());
  }

  private static void make(Path archive, List<String> jars) throws IOException {
    Path folder = Files.createDirectories(archive.toAbsolutePath().getParent());
    Path work = Files.createTempDirectory(folder, "classes-");
    try {
      Path names = work.resolve(NAMES);
      Path made = work.resolve("made.jsa");
      try (InputStream list = ClassArchive.class.getResourceAsStream(NAMES)) {
        Files.copy(list, names);
      }
      Process java =
          new ProcessBuilder(
                  JavaProcess.java(),
                  "-Xshare:dump",
                  "-XX:+UseSerialGC",
                  "-Xlog:disable",
                  "-XX:SharedClassListFile=" + names,
                  "-XX:SharedArchiveFile=" + made,
                  "-cp",
                  String.join(File.pathSeparator, jars))
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("log").toFile())
              .start();
      if (!ended(java) || java.exitValue() != 0) {
        throw new IOException(Files.readString(work.resolve("log")));
      }
      Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE); // another process makes one, too
      deleteOthers(archive);
    } finally {
      Directories.delete(work);
    }
  }

  /// Those of jars that are no more.
  private static void deleteOthers(Path archive) throws IOException {
    try (Stream<Path> all = Files.list(archive.toAbsolutePath().getParent())) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches() && !name.equals(archive.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(MADE_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }
}
