package orders.dlq;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import orders.engine.Envelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// One dead letter, where it lies.
public record Letter(Lane lane, ConsumerRecord<String, byte[]> record) {

  private static final Pattern PLACE = Pattern.compile("(.+)-(\\d{1,6})@(\\d{1,18})");

  /// Names it on the command line: `topic-partition@offset`.
  public String id() {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  public String reason() {
    return Envelope.text(record.headers(), Envelope.REASON).orElse("");
  }

  /// Where it stood before.
  public String origin() {
    return Envelope.text(record.headers(), Envelope.ORIGIN).orElse("");
  }

  public Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /// Whether its record was too large to be put aside: it is still where it stood. A record may
  /// have come with a header of that name; the one that says so stands behind the origin.
  public boolean leftBehind() {
    return last(Envelope.LEFT_BYTES) > last(Envelope.ORIGIN);
  }

  /// The record as it was before it was put aside, for the topic that it came from. Its key says
  /// which partition; without one it goes where it stood.
  ProducerRecord<String, byte[]> original() {
    Integer partition = record.key() == null ? stood().orElse(null) : null;
    return new ProducerRecord<>(
        lane.source(), partition, null, record.key(), record.value(), originalHeaders());
  }

  private Optional<Integer> stood() {
    return Place.parse(origin())
        .filter(place -> place.topic().equals(lane.source()))
        .map(Place::partition);
  }

  /// Without what was added last: a record may have come with such headers.
  private Headers originalHeaders() {
    Header[] all = record.headers().toArray();
    Set<Integer> added = new HashSet<>();
    added.add(last(Envelope.REASON));
    added.add(last(Envelope.ORIGIN));
    if (leftBehind()) {
      added.add(last(Envelope.LEFT_BYTES));
    }
    return new RecordHeaders(
        IntStream.range(0, all.length)
            .filter(i -> !added.contains(i))
            .mapToObj(i -> all[i])
            .toArray(Header[]::new));
  }

  /// Where the last header of a name stands; -1 when there is none.
  private int last(String name) {
    Header[] all = record.headers().toArray();
    return IntStream.range(0, all.length).filter(i -> all[i].key().equals(name)).max().orElse(-1);
  }

  /// Where a record lies.
  public record Place(String topic, int partition, long offset) {

    public static Optional<Place> parse(String text) {
      Matcher found = PLACE.matcher(text);
      return found.matches()
          ? Optional.of(
              new Place(
                  found.group(1), Integer.parseInt(found.group(2)), Long.parseLong(found.group(3))))
          : Optional.empty();
    }
  }
}
