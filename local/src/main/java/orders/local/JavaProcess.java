package orders.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How another JVM is started with the Java and the class path of this one, and without
/// the settings that somebody has made for their own.
public final class JavaProcess {

  private static final String SETTINGS = "ORDERS_";

  private JavaProcess() {}

  /// @param flags of the JVM, such as `-Xmx1g`
  public static ProcessBuilder of(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    withoutSettings(builder.environment());
    return builder;
  }

  static void withoutSettings(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(SETTINGS));
  }
}
