package orders.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/// Every topic as lists of records, with the state of the transaction that wrote each: a reader
/// sees committed ones, and none behind a transaction that is open.
public final class Log {

  static final int PARTITIONS = 2;
  private static final Txn NONE = ended();
  private final Map<String, List<List<Stored>>> topics = new TreeMap<>();
  private final Clock clock;

  Log(Clock clock) {
    this.clock = clock;
  }

  /// One partition of a topic.
  public record Place(String topic, int partition) {}

  /// A record where it stands.
  ///
  /// @param timestampMs the broker's on topics of commands, otherwise the writer's
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(
      Place place,
      long offset,
      String key,
      byte[] value,
      Headers headers,
      long timestampMs,
      Txn txn) {

    /// As a consumer gets it.
    public ConsumerRecord<String, byte[]> record() {
      return new ConsumerRecord<>(
          place.topic(),
          place.partition(),
          offset,
          timestampMs,
          TimestampType.CREATE_TIME,
          key.length(),
          value.length,
          key,
          value,
          headers,
          Optional.empty());
    }
  }

  /// Appends what counts at once.
  public void append(String topic, String key, byte[] value, Headers headers) {
    append(topic, key, value, headers, clock.nowMs(), NONE);
  }

  /// Appends what counts with its transaction.
  public void append(
      String topic, String key, byte[] value, Headers headers, long timestampMs, Txn txn) {
    int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % PARTITIONS;
    List<Stored> records = records(new Place(topic, partition));
    long at = topic.endsWith(".commands") ? clock.nowMs() : timestampMs;
    records.add(
        new Stored(
            new Place(topic, partition),
            records.size(),
            key,
            value,
            new RecordHeaders(headers),
            at,
            txn));
  }

  /// The first committed record from a position on, if a reader may see it by now.
  public Optional<Stored> next(Place place, long position) {
    List<Stored> records = records(place);
    for (long at = position; at < records.size(); at++) {
      Stored record = records.get((int) at);
      if (record.txn().open()) {
        return Optional.empty();
      }
      if (!record.txn().aborted()) {
        return Optional.of(record);
      }
    }
    return Optional.empty();
  }

  /// All that is committed of a topic, partition by partition.
  List<Stored> committed(String topic) {
    List<Stored> all = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      records(new Place(topic, partition)).stream()
          .filter(record -> !record.txn().open() && !record.txn().aborted())
          .forEach(all::add);
    }
    return all;
  }

  private List<Stored> records(Place place) {
    List<List<Stored>> partitions =
        topics.computeIfAbsent(place.topic(), _ -> List.of(new ArrayList<>(), new ArrayList<>()));
    return partitions.get(place.partition());
  }

  private static Txn ended() {
    var txn = new Txn();
    txn.commit();
    return txn;
  }
}
