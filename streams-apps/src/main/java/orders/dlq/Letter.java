package orders.dlq;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orders.engine.Envelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// One dead letter, where it lies.
public record Letter(Lane lane, ConsumerRecord<String, byte[]> record) {

  private static final List<String> OURS =
      List.of(Envelope.REASON, Envelope.ORIGIN, Envelope.LEFT_BYTES);
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

  /// Whether its record was too large to be put aside: it is still where it stood.
  public boolean leftBehind() {
    return Envelope.text(record.headers(), Envelope.LEFT_BYTES).isPresent();
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
    List<Header> headers = new ArrayList<>(List.of(record.headers().toArray()));
    for (String name : OURS) {
      for (int i = headers.size() - 1; i >= 0; i--) {
        if (headers.get(i).key().equals(name)) {
          headers.remove(i);
          break;
        }
      }
    }
    return new RecordHeaders(headers);
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
