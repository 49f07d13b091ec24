package orders.dlq;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import orders.dlq.Letter.Place;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/// Does something about dead letters, about each at most once, whoever tries it at the same time.
///
/// There is one writer at a time: it fences those before it and then reads what they have done. A
/// letter's record goes back in the transaction that says so; both, or neither.
public final class Settling implements AutoCloseable {

  private static final String TRANSACTIONAL_ID = "orders-dlq";
  private static final int FORGOTTEN_MAX = 100;
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Object> reader;
  private final Map<TopicPartition, Long> written = new HashMap<>();
  private final Map<String, Handled> handled;
  private final Map<String, Handled> byOrigin = new HashMap<>();
  private final Deque<String> gone;

  public Settling(KafkaConnection kafka) {
    this.reader = ClientProperties.reader(kafka, "orders-dlq");
    this.producer =
        new KafkaProducer<>(
            ClientProperties.transactional(kafka, "orders-dlq-writer", TRANSACTIONAL_ID));
    try {
      producer.initTransactions();
      var box = new LetterBox(kafka);
      this.handled = box.handled();
      handled.forEach(this::remember);
      this.gone = new ArrayDeque<>(handled.keySet().stream().filter(box.gone()).toList());
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /// Puts the record of a letter back where it came from.
  ///
  /// @return what was done about it before, and nothing was done now; empty when it went back
  /// @throws org.apache.kafka.common.errors.ProducerFencedException when another writer came
  public Optional<Handled> retry(Letter letter) {
    if (letter.leftBehind()) {
      throw new IllegalArgumentException(letter.id() + " is still at " + letter.origin());
    }
    return settle(
        letter,
        Optional.of(letter.original()),
        new Handled(Handled.Action.RETRIED, Instant.now(), "", letter.origin()));
  }

  /// Says that nothing is to be done about a letter.
  ///
  /// @return as [#retry]
  public Optional<Handled> discard(Letter letter, String reason) {
    return settle(
        letter,
        Optional.empty(),
        new Handled(Handled.Action.DISCARDED, Instant.now(), reason, letter.origin()));
  }

  private Optional<Handled> settle(
      Letter letter, Optional<ProducerRecord<String, byte[]>> original, Handled now) {
    Handled before = handled.get(letter.id());
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Handled> twin = Optional.ofNullable(byOrigin.get(place(letter)));
    write(letter, twin.isPresent() ? Optional.empty() : original, twin.orElse(now));
    return twin;
  }

  /// A share group that ends between its two steps puts a record aside once more. What was done
  /// about one of the letters was done about the record.
  private static String place(Letter letter) {
    return letter.lane().topic() + " " + letter.origin();
  }

  private void write(
      Letter letter, Optional<ProducerRecord<String, byte[]>> original, Handled now) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    producer.beginTransaction();
    try {
      original.ifPresent(record -> sent.add(producer.send(record)));
      sent.add(producer.send(log(letter.id(), now.json())));
      forget();
      producer.commitTransaction();
    } catch (ProducerFencedException e) {
      throw e; // another writer has ended the transaction already
    } catch (KafkaException e) {
      producer.abortTransaction(); // or readers would wait for its end
      throw e;
    }
    for (Future<RecordMetadata> done : sent) {
      RecordMetadata at = done.resultNow(); // committed means sent
      written.merge(new TopicPartition(at.topic(), at.partition()), at.offset(), Math::max);
    }
    handled.put(letter.id(), now);
    remember(letter.id(), now);
  }

  /// Origins are told by what lies in a lane: letters of other lanes are of other records.
  private void remember(String id, Handled done) {
    if (!done.origin().isEmpty()) {
      Place.parse(id).ifPresent(at -> byOrigin.put(at.topic() + " " + done.origin(), done));
    }
  }

  private static ProducerRecord<String, byte[]> log(String id, byte @Nullable [] value) {
    return new ProducerRecord<>(
        Handled.LOG_PARTITION.topic(), Handled.LOG_PARTITION.partition(), id, value);
  }

  /// What was done about letters that are kept no longer, a bounded step at a time.
  private void forget() {
    for (int i = 0; i < FORGOTTEN_MAX && !gone.isEmpty(); i++) {
      Future<?> _ = producer.send(log(gone.removeFirst(), null));
    }
  }

  /// Returns when everybody can read what was done: a commit is answered before that.
  @Override
  public void close() {
    try (producer;
        var consumer = new KafkaConsumer<String, byte[]>(reader)) {
      long deadline = System.nanoTime() + WAIT.toNanos();
      while (!readable(consumer) && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readable(KafkaConsumer<String, byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(written.keySet(), WAIT);
    return written.entrySet().stream()
        .allMatch(at -> ends.getOrDefault(at.getKey(), 0L) > at.getValue());
  }
}
