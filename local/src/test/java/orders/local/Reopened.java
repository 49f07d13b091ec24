package orders.local;

import java.nio.file.Path;
import orders.kafka.KafkaConnection;
import orders.local.sandbox.Sandbox;

/// A cluster on which six orders were delivered, over which the whole system can be opened again.
final class Reopened implements AutoCloseable {

  static final int PARTITIONS = 4;
  private static final int ORDERS = 6;

  private final Path directory;
  private final TestCluster kafka;
  private final Sandbox world = Market.world();
  private int starts;

  private Reopened(Path directory) {
    this.directory = directory;
    this.kafka = TestCluster.start(directory.resolve("kafka"), PARTITIONS);
  }

  static Reopened start(Path directory) {
    var reopened = new Reopened(directory);
    try (Market shop = reopened.open()) {
      shop.product("pen", 250, 1_000);
      for (int i = 0; i < ORDERS; i++) {
        delivered(shop, "first-" + i);
      }
    }
    return reopened;
  }

  /// With nothing left on its disks.
  Market open() {
    starts++;
    return Market.open(Market.settings(kafka, directory.resolve("state-" + starts), world), world);
  }

  static void delivered(Market shop, String key) {
    shop.awaitStatus(Market.id(shop.order("c-1", key, "pen", 1)), "DELIVERED");
  }

  TestCluster kafka() {
    return kafka;
  }

  KafkaConnection connection() {
    return kafka.connection();
  }

  Derived derived() {
    return new Derived(kafka.connection(), PARTITIONS);
  }

  @Override
  public void close() {
    world.close();
    kafka.close();
  }
}
