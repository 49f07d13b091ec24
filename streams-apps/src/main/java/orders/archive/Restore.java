package orders.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orders.contract.Dialect;
import orders.contract.Topics;
import orders.kafka.KafkaConnection;
import org.apache.kafka.common.TopicPartition;

/// Fills the topics of an empty cluster from an archive: schemas under their old numbers, then
/// events with the keys, values, headers and times that they had, in their order.
///
/// Their offsets are new ones. Whoever acts on events is moved behind each of them in the
/// transaction that writes it, so that at no moment a payment is asked for again; views begin at
/// the first event, as they do on every cluster that is new to them.
public final class Restore {

  private final KafkaConnection connection;
  private final ArchiveFiles files;
  private final Optional<Dialect<?>> registry;

  /// Of values whose schemas are archived with them.
  public Restore(KafkaConnection connection, ArchiveFiles files) {
    this(connection, files, Optional.empty());
  }

  /// @param registry that has the values' schemas, where that is not the cluster's own topic
  public Restore(KafkaConnection connection, ArchiveFiles files, Optional<Dialect<?>> registry) {
    this.connection = connection;
    this.files = files;
    this.registry = registry;
  }

  /// @param resume go on with what an earlier restore has begun: what is there must be the
  ///     beginning of what is archived, byte for byte
  /// @param told of each partition once it is there
  /// @throws BrokenArchive before anything is written, when the archive is not whole
  /// @throws IllegalStateException when the cluster is not fit to take it
  public void run(boolean resume, Consumer<Archive.Part> told) {
    List<Chain> chains = new ArchiveVerification(files, registry).verified(_ -> {});
    try (var cluster = new ArchiveCluster(connection)) {
      Map<String, ArchiveCluster.Described> topics = cluster.describe(ArchivedTopics.all());
      for (Chain chain : chains) {
        fits(chain, Optional.ofNullable(topics.get(chain.topic())));
      }
      cluster.groups().refuseInUse(Actors.all());
      if (!resume) {
        refuseUsed(cluster, topics);
      }
      var schemas = new ArrayList<Chain>();
      var events = new ArrayList<Chain>();
      chains.forEach(chain -> (chain.topic().equals(Topics.SCHEMAS) ? schemas : events).add(chain));
      schemas.forEach(chain -> told.accept(restore(cluster, chain)));
      events.forEach(chain -> told.accept(restore(cluster, chain)));
    }
  }

  private Archive.Part restore(ArchiveCluster cluster, Chain chain) {
    List<String> actors =
        chain.topic().equals(Topics.SCHEMAS) ? List.of() : ArchivedTopics.actors(chain.topic());
    long added =
        new RestoredPartition(connection, files, chain, actors)
            .fill(() -> cluster.groups().refuseInUse(actors));
    return new Archive.Part(
        chain.topic(),
        chain.partition(),
        chain.links().size(),
        chain.records(),
        added,
        chain.head());
  }

  private static void fits(Chain chain, Optional<ArchiveCluster.Described> topic) {
    int there = topic.map(ArchiveCluster.Described::partitions).orElse(0);
    if (there != chain.partitions()) {
      throw new IllegalStateException(
          "%s has %d partitions, and had %d when it was archived: a key would be looked for elsewhere"
              .formatted(chain.topic(), there, chain.partitions()));
    }
  }

  private static void refuseUsed(
      ArchiveCluster cluster, Map<String, ArchiveCluster.Described> topics) {
    List<TopicPartition> all =
        topics.values().stream().flatMap(topic -> topic.all().stream()).toList();
    Map<TopicPartition, Long> used = new HashMap<>(cluster.ends(all));
    used.values().removeIf(end -> end == 0);
    if (!used.isEmpty()) {
      throw new IllegalStateException(
          "the cluster is in use: records are in "
              + used.keySet()
              + "; --resume goes on with them");
    }
  }
}
