package orders.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How another JVM is started with the Java and the class path of this one, and without the
/// settings that somebody has made for their own. Its jars come first, by name, and folders behind
/// them ([ClassArchive]); the first process may take some seconds, in which the archive is made.
public final class JavaProcess {

  /// Flags of every JVM of ours.
  static final List<String> ALWAYS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private static final String SETTINGS = "ORDERS_";

  private JavaProcess() {}

  /// @param flags of the JVM, such as `-Xmx1g`
  public static ProcessBuilder of(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(flags);
    command.addAll(ALWAYS);
    List<String> classPath = ClassArchive.ordered(System.getProperty("java.class.path"));
    ClassArchive.of(classPath)
        .ifPresent(
            archive -> {
              command.add("-XX:SharedArchiveFile=" + archive);
              command.add("-Xlog:cds=off"); // flags it was not made for: a start takes longer
            });
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(main.getName());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    withoutSettings(builder.environment());
    return builder;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static void withoutSettings(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(SETTINGS));
  }
}
