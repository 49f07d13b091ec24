package orders.engine;

import org.apache.kafka.streams.Topology;

/// A topology whose stores may keep their changes in a topic with a name of ours.
///
/// A projection's changelog then *is* its topic of rows: one write for a row instead of two, and a
/// rebuild that fills the topic has filled the store. The method it calls is internal to Kafka
/// Streams (its tables over source topics are built with it); a golden test pins the version.
public final class HostTopology extends Topology {

  /// Keeps the changes of a store in `topic`, which must exist, be compacted and have as many
  /// partitions as the store's source.
  public void keepChangesIn(String store, String topic) {
    internalTopologyBuilder.connectSourceStoreAndTopic(store, topic);
  }
}
