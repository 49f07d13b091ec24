package orders.kafka;

/// How many copies of a record there must be.
///
/// @param replication copies of each partition, at least
/// @param minInSync copies that must have a record before it is acknowledged, at least
public record Durability(int replication, int minInSync) {

  /// One broker on this machine: development only.
  public static final Durability LOCAL = new Durability(1, 1);

  /// A cluster survives the loss of a broker without losing what was acknowledged.
  public static final Durability CLUSTER = new Durability(3, 2);
}
