package orders.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/// Which instance holds the active copy of which partition.
final class Routing {

  private final KafkaStreams streams;
  private final HostInfo self;

  Routing(KafkaStreams streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  boolean isSelf(HostInfo host) {
    return host.equals(self);
  }

  HostInfo self() {
    return self;
  }

  /// The instance for each partition of a view's topic; a partition nobody holds is left out.
  Map<Integer, HostInfo> owners(String topic) {
    Map<Integer, HostInfo> owners = new HashMap<>();
    for (StreamsMetadata instance : instances()) {
      for (TopicPartition partition : instance.topicPartitions()) {
        if (partition.topic().equals(topic)) {
          owners.put(partition.partition(), instance.hostInfo());
        }
      }
    }
    return owners;
  }

  /// Whether the group has said who holds what. It has not yet when this instance starts.
  boolean told() {
    try {
      return instances().stream().anyMatch(instance -> !instance.topicPartitions().isEmpty());
    } catch (ViewReader.Unavailable e) {
      return false;
    }
  }

  private Collection<StreamsMetadata> instances() {
    try {
      return streams.metadataForAllStreamsClients();
    } catch (IllegalStateException | InvalidStateStoreException e) {
      throw new ViewReader.Unavailable("this instance starts, or goes down");
    }
  }

  /// An instance with a standby copy.
  Optional<HostInfo> standby(String topic, int partition) {
    var wanted = new TopicPartition(topic, partition);
    return instances().stream()
        .filter(instance -> instance.standbyTopicPartitions().contains(wanted))
        .map(StreamsMetadata::hostInfo)
        .findFirst();
  }
}
