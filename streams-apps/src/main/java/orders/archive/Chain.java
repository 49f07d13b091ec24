package orders.archive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of one partition, in their order. Each file names the hash of the one before it, and
/// the chain, written behind every file, the hash of the last: what is missing, changed or moved
/// shows.
///
/// @param partitions of the topic: a key's partition follows from it
/// @param topicId that the cluster gave the topic, so that no other topic is appended
/// @param next the offset to go on from
record Chain(
    String topic, int partition, int partitions, String topicId, long next, List<Link> links) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

  Chain {
    links = List.copyOf(links);
  }

  /// One file.
  ///
  /// @param name from the number and the hash, so that two writers never write one file
  /// @param from the offset that reading began at
  /// @param records how many it holds
  record Link(String name, String sha256, long from, long records) {}

  /// A partition of which nothing is archived yet.
  static Chain begin(String topic, int partition, int partitions, String topicId, long first) {
    return new Chain(topic, partition, partitions, topicId, first, List.of());
  }

  /// What is there of a partition.
  ///
  /// @throws BrokenArchive when it is not readable
  static Optional<Chain> read(ArchiveFiles files, String topic, int partition) {
    String name = name(topic, partition);
    return files.open(name).map(in -> parse(name, in));
  }

  private static Chain parse(String name, InputStream in) {
    try (in) {
      return JSON.readValue(in, Chain.class);
    } catch (IOException e) {
      throw new BrokenArchive(name, e);
    }
  }

  void write(ArchiveFiles files) throws IOException {
    Path file = Files.createTempFile("orders-chain", ".json");
    try {
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      files.put(name(topic, partition), file);
    } finally {
      Files.delete(file);
    }
  }

  Chain with(Link link, long end) {
    List<Link> more = new ArrayList<>(links);
    more.add(link);
    return new Chain(topic, partition, partitions, topicId, end, more);
  }

  String head() {
    return links.isEmpty() ? Sha256.NONE : links.getLast().sha256();
  }

  long records() {
    return links.stream().mapToLong(Link::records).sum();
  }

  static String folder(String topic, int partition) {
    return topic + "/" + partition + "/";
  }

  static String name(String topic, int partition) {
    return folder(topic, partition) + "chain.json";
  }
}
