package orders.local;

import java.io.IOException;
import java.nio.file.Path;

/// The main class of a broker process: directory and partitions in, `ready <bootstrap>` out. It
/// ends with the process that started it, however that ends.
public final class BrokerMain {

  static final String READY = "ready ";

  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    LocalKafka kafka = LocalKafka.start(Path.of(arguments[0]), 0, Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.println(READY + kafka.connection().bootstrap());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is said; only the end of it counts.
    }
    System.exit(0);
  }
}
