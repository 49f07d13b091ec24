package orders.contract.registry;

import java.util.Map;

/// A registry over the compacted, single-partition schemas topic, shared by all that open it.
///
/// All writers share one transactional id. Whoever initialises it fences the others and then reads
/// to the end, so it decides on everything that was committed; a writer that was fenced meanwhile
/// cannot commit, and starts over. So two processes never give one id to two schemas.
public final class SchemaLog extends BookRegistry {

  /// Reads the topic, which must exist, to its end.
  ///
  /// @param connection what every Kafka client needs to reach the cluster
  /// @throws orders.contract.SchemaStore.Unavailable when the topic cannot be read
  public SchemaLog(Map<String, ?> connection) {
    super(new SchemaTopic(connection));
  }
}
