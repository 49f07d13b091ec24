package orders.dlq;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import orders.dlq.Letter.Place;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads dead letters, committed ones only.
public final class LetterBox {

  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(300);

  private final Map<String, Object> reader;

  public LetterBox(KafkaConnection kafka) {
    this.reader = ClientProperties.reader(kafka, "orders-dlq");
  }

  /// What was done about each letter, by its id; one that is not there is open.
  public Map<String, Handled> handled() {
    return Handled.read(reader);
  }

  /// Whether a letter is kept no longer, by its id.
  Predicate<String> gone() {
    try (var consumer = new KafkaConsumer<String, byte[]>(reader)) {
      List<TopicPartition> all =
          Lane.all().stream().flatMap(lane -> partitions(consumer, lane).stream()).toList();
      Map<TopicPartition, Long> firsts = consumer.beginningOffsets(all, WAIT);
      return id -> Place.parse(id).map(place -> isGone(place, firsts)).orElse(true);
    }
  }

  private static boolean isGone(Place place, Map<TopicPartition, Long> firsts) {
    Long first = firsts.get(new TopicPartition(place.topic(), place.partition()));
    return first == null || place.offset() < first;
  }

  /// Every letter that lies in a lane now, the oldest of each partition first.
  ///
  /// Transaction markers occupy offsets, so what counts is the reader's position.
  public void read(Lane lane, Consumer<Letter> each) {
    try (var consumer = new KafkaConsumer<String, byte[]>(reader)) {
      List<TopicPartition> partitions = partitions(consumer, lane);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, WAIT);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), WAIT) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> each.accept(new Letter(lane, record)));
      }
    }
  }

  /// One letter.
  public Optional<Letter> find(String id) {
    Optional<Place> place = Place.parse(id);
    Optional<Lane> lane =
        place.flatMap(at -> Lane.find(at.topic()).filter(l -> l.topic().equals(at.topic())));
    return lane.flatMap(in -> at(in, place.orElseThrow()));
  }

  private Optional<Letter> at(Lane lane, Place place) {
    var partition = new TopicPartition(place.topic(), place.partition());
    try (var consumer = new KafkaConsumer<String, byte[]>(reader)) {
      if (!partitions(consumer, lane).contains(partition)) {
        return Optional.empty();
      }
      consumer.assign(List.of(partition));
      long first = consumer.beginningOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
      if (place.offset() < first || place.offset() >= end) {
        return Optional.empty();
      }
      consumer.seek(partition, place.offset());
      while (consumer.position(partition, WAIT) <= place.offset()) {
        for (var record : consumer.poll(POLL)) {
          return record.offset() == place.offset()
              ? Optional.of(new Letter(lane, record))
              : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, Lane lane) {
    return consumer.partitionsFor(lane.topic(), WAIT).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }
}
