package orders.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// Where a key lies: murmur2 over its bytes, as every Kafka producer does it by default.
public final class Partitions {

  private Partitions() {}

  public static int of(String key, int partitions) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions);
  }
}
