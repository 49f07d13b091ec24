package orders.bench;

import java.nio.file.Path;
import orders.local.LocalKafka;

/// The main class of a broker process: directory and partitions in, `ready <bootstrap>` out.
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] arguments) {
    LocalKafka kafka = LocalKafka.start(Path.of(arguments[0]), 0, Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.println("ready " + kafka.connection().bootstrap());
    System.out.flush();
  }
}
