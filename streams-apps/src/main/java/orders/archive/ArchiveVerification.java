package orders.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import orders.contract.Topics;
import orders.contract.UndecodableRecord;
import orders.contract.WireFormat;

/// Reads an archive whole: every file is there and is what was written, every topic has all of its
/// partitions, and every schema that a value names is there, too.
public final class ArchiveVerification {

  private static final JsonMapper JSON = new JsonMapper();

  private final ArchiveFiles files;

  public ArchiveVerification(ArchiveFiles files) {
    this.files = files;
  }

  /// @param told of each partition that is whole
  /// @throws BrokenArchive at the first that is not
  public void run(Consumer<Archive.Part> told) {
    verified(told);
  }

  /// The chains of every topic, each of which was read whole.
  List<Chain> verified(Consumer<Archive.Part> told) {
    List<Chain> chains = new ArrayList<>();
    Set<Integer> known = new TreeSet<>();
    Set<Integer> named = new TreeSet<>();
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
                    ? record -> schema(record, known)
                    : record -> named.add(schemaId(chain, record)));
        chains.add(chain);
        told.accept(
            new Archive.Part(
                topic, partition, chain.links().size(), chain.records(), 0, chain.head()));
      }
    }
    named.removeAll(known);
    if (!named.isEmpty()) {
      throw new BrokenArchive(Topics.SCHEMAS, "events name schemas that are missing: " + named);
    }
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

  private static int schemaId(Chain chain, ArchivedRecord record) {
    try {
      return WireFormat.schemaId(record.value());
    } catch (UndecodableRecord e) {
      String partition = Chain.name(chain.topic(), chain.partition());
      throw new BrokenArchive(partition + "@" + record.offset(), e);
    }
  }

  private static void schema(ArchivedRecord record, Set<Integer> ids) {
    try {
      JsonNode value = record.value() == null ? null : JSON.readTree(record.value());
      if (value != null && value.has("id")) {
        ids.add(value.get("id").asInt());
      }
    } catch (IOException e) {
      throw new BrokenArchive(Topics.SCHEMAS + "@" + record.offset(), e);
    }
  }
}
