package orders.local;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An archive of the classes that the apps load, as the JVM wants them in memory: a process that
/// starts from it needs a quarter less CPU until it is ready, or more. It is made once, from the
/// names that the image's is made from and those of a broker's, and for the jars as they are then.
///
/// There is one where the property `orders.classes` names a folder for it.
public final class ClassArchive {

  private static final String PROPERTY = "orders.classes";
  /// Of the apps, and what a broker loads beside them.
  private static final List<String> NAMES = List.of("classes", "broker-classes");

  private static final String PREFIX = "classes-";

  /// Flags that somebody wants in every JVM: an archive is made under ours.
  private static final Set<String> OF_ANY_JVM = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /// It takes ten seconds on a slow machine. A start without it is only slower.
  private static final Duration MADE_MAX = Duration.ofMinutes(2);

  /// Of jars that are no more, or of a maker that was killed. Younger ones may be used by others.
  private static final Duration OLD = Duration.ofDays(1);

  /// By the jars that each is of; empty where it could not be made.
  private static final Map<List<String>, Optional<Path>> MADE = new HashMap<>();

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

  /// Makes it the first time.
  ///
  /// @param classPath jars first
  /// @return the archive that fits; empty where there is no folder for it, or it cannot be made
  static Optional<Path> of(List<String> classPath) {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .flatMap(folder -> of(Path.of(folder).toAbsolutePath(), classPath));
  }

  private static synchronized Optional<Path> of(Path folder, List<String> classPath) {
    List<String> jars = classPath.stream().filter(ClassArchive::isJar).toList();
    return MADE.computeIfAbsent(jars, _ -> made(folder, jars)).filter(Files::exists);
  }

  private static Optional<Path> made(Path folder, List<String> jars) {
    try {
      byte[] names = names();
      Path archive = folder.resolve(PREFIX + fingerprint(jars, names) + ".jsa");
      if (!Files.exists(archive)) {
        make(Files.createDirectories(folder), archive, jars, names);
      }
      return Optional.of(archive);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("processes start without an archive of classes: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] names() throws IOException {
    var all = new ByteArrayOutputStream();
    for (String list : NAMES) {
      try (InputStream names = ClassArchive.class.getResourceAsStream(list)) {
        Objects.requireNonNull(names, list).transferTo(all);
      }
    }
    return all.toByteArray();
  }

  /// Of whatever the JVM refuses an archive by.
  private static String fingerprint(List<String> jars, byte[] names) throws IOException {
    List<Object> signs = new ArrayList<>();
    for (String property : List.of("java.home", "java.vm.version")) {
      signs.add(System.getProperty(property));
    }
    signs.add(Arrays.hashCode(names));
    for (String jar : jars) {
      Path file = Path.of(jar);
      signs.addAll(List.of(jar, Files.size(file), Files.getLastModifiedTime(file)));
    }
    return Integer.toHexString(signs.hashCode());
  }

  private static void make(Path folder, Path archive, List<String> jars, byte[] names)
      throws IOException {
    deleteOld(folder);
    Path work = Files.createTempDirectory(folder, PREFIX);
    try {
      Path made = work.resolve("made.jsa");
      Path log = work.resolve("log");
      List<String> command = new ArrayList<>(List.of(JavaProcess.java(), "-Xshare:dump"));
      // Under which its users run: an archive made under others is used in part, or not at all.
      command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=error"));
      command.addAll(JavaProcess.ALWAYS);
      command.add("-XX:SharedClassListFile=" + Files.write(work.resolve("names"), names));
      command.add("-XX:SharedArchiveFile=" + made);
      command.addAll(List.of("-cp", String.join(File.pathSeparator, jars)));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeAll(OF_ANY_JVM);
      String ended = end(builder.redirectOutput(log.toFile()).start());
      if (!Files.exists(made)) {
        throw new IOException(ended + ": " + Files.readString(log));
      }
      Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE); // another process makes one, too
    } finally {
      Directories.delete(work);
    }
  }

  private static void deleteOld(Path folder) throws IOException {
    Instant old = Instant.now().minus(OLD);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.toList()) {
        boolean ours = one.getFileName().toString().startsWith(PREFIX);
        if (ours && Files.getLastModifiedTime(one).toInstant().isBefore(old)) {
          Directories.delete(one);
        }
      }
    }
  }

  /// @return how it ended
  private static String end(Process java) {
    try {
      return java.waitFor(MADE_MAX.toSeconds(), TimeUnit.SECONDS)
          ? "java ended with " + java.exitValue()
          : "java did not end within " + MADE_MAX;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      java.destroyForcibly().onExit().join();
    }
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }
}
