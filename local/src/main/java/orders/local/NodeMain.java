package orders.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// The main class of a broker that is one of several: its directory and a file of broker properties
/// in, `ready` out. It ends with the process that started it.
public final class NodeMain {

  /// What it prints when it takes requests.
  public static final String READY = "ready";

  private NodeMain() {}

  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    Map<String, String> properties = read(Path.of(arguments[1]));
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0, 0, properties);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println(READY);
    System.out.flush();
  }

  private static Map<String, String> read(Path file) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> read = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
    return read;
  }
}
