package orders.archive;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a file says of itself, in the metadata of its container.
///
/// @param values by name
record ArchiveHeadings(Map<String, String> values) {

  private static final String TOPIC = "orders.topic";
  private static final String PARTITION = "orders.partition";
  private static final String PARTITIONS = "orders.partitions";
  private static final String NUMBER = "orders.number";
  private static final String FROM = "orders.from";
  private static final String PREVIOUS = "orders.previous.sha256";

  ArchiveHeadings {
    values = new TreeMap<>(values);
  }

  /// Of the next file of a chain.
  ///
  /// @param number of the file, from 1
  static ArchiveHeadings of(Chain chain, int number) {
    return of(chain, number, chain.next(), chain.head());
  }

  static ArchiveHeadings of(Chain chain, int number, long from, String previous) {
    return new ArchiveHeadings(
        Map.of(
            TOPIC, chain.topic(),
            PARTITION, Integer.toString(chain.partition()),
            PARTITIONS, Integer.toString(chain.partitions()),
            NUMBER, Integer.toString(number),
            FROM, Long.toString(from),
            PREVIOUS, previous));
  }

  /// @param metadata of a container; null where it has no such entry
  void check(String name, Function<String, @Nullable String> metadata) {
    values.forEach(
        (heading, wanted) -> {
          String said = metadata.apply(heading);
          if (!wanted.equals(said)) {
            throw new BrokenArchive(name, heading + " is " + said + ", not " + wanted);
          }
        });
  }
}
