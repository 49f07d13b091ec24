package orders.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import orders.contract.Dialect;
import orders.contract.Topics;

/// Reads an archive whole: every file is there and is what was written, every topic has all of its
/// partitions, and every schema that a value names is there, too, or in the registry
/// that was named.
public final class ArchiveVerification {

  private final ArchiveFiles files;
  private final Optional<Dialect<?>> registry;

  /// Of values whose schemas are archived with them.
  public ArchiveVerification(ArchiveFiles files) {
    this(files, Optional.empty());
  }

  /// @param registry that has the values' schemas, where that is not the cluster's own topic
  public ArchiveVerification(ArchiveFiles files, Optional<Dialect<?>> registry) {
    this.files = files;
    this.registry = registry;
  }

  /// @param told of each partition that is whole
  /// @throws BrokenArchive at the first that is not
  public void run(Consumer<Archive.Part> told) {
    verified(told);
  }

  /// The chains of every topic, each of which was read whole.
  List<Chain> verified(Consumer<Archive.Part> told) {
    List<Chain> chains = new ArrayList<>();
    NamedSchemas<?> schemas =
        registry.<NamedSchemas<?>>map(NamedSchemas::in).orElseGet(NamedSchemas::archived);
    for (String topic : ArchivedTopics.all()) {
      int partitions = chain(topic, 0).partitions();
      for (int partition = 0; partition < partitions; partition++) {
        Chain chain = chain(topic, partition);
        if (chain.partitions() != partitions) {
          throw new BrokenArchive(Chain.name(topic, partition), "another number of partitions");
        }
        new ArchiveReader(files, chain)
            .read(
                topic.equals(Topics.SCHEMAS)
                    ? schemas::schema
                    : record ->
                        schemas.value(Chain.name(chain.topic(), chain.partition()), record));
        chains.add(chain);
        told.accept(
            new Archive.Part(
                topic, partition, chain.links().size(), chain.records(), 0, chain.head()));
      }
    }
    schemas.check();
    return chains;
  }

  private Chain chain(String topic, int partition) {
    Chain chain =
        Chain.read(files, topic, partition)
            .orElseThrow(() -> new BrokenArchive(Chain.name(topic, partition), "it is missing"));
    if (!chain.topic().equals(topic) || chain.partition() != partition) {
      throw new BrokenArchive(
          Chain.name(topic, partition), "it is of " + chain.topic() + "-" + chain.partition());
    }
    return chain;
  }
}
