package orders.dlq;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Does something about dead letters, about each at most once, whoever tries it at the same time.
///
/// There is one writer at a time: it fences those before it and then reads what they have done. A
/// letter's record goes back in the transaction that says so; both, or neither.
public final class Settling implements AutoCloseable {

  private static final String TRANSACTIONAL_ID = "orders-dlq";
  private static final int FORGOTTEN_MAX = 100;

  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Handled> handled;
  private final Deque<String> gone;

  public Settling(KafkaConnection kafka) {
    this.producer =
        new KafkaProducer<>(
            ClientProperties.transactional(kafka, "orders-dlq-writer", TRANSACTIONAL_ID));
    try {
      producer.initTransactions();
      var box = new LetterBox(kafka);
      this.handled = box.handled();
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
        new Handled(Handled.Action.RETRIED, Instant.now(), ""));
  }

  /// Says that nothing is to be done about a letter.
  ///
  /// @return as [#retry]
  public Optional<Handled> discard(Letter letter, String reason) {
    return settle(
        letter, Optional.empty(), new Handled(Handled.Action.DISCARDED, Instant.now(), reason));
  }

  private Optional<Handled> settle(
      Letter letter, Optional<ProducerRecord<String, byte[]>> original, Handled now) {
    Handled before = handled.get(letter.id());
    if (before != null) {
      return Optional.of(before);
    }
    producer.beginTransaction();
    original.ifPresent(
        record -> {
          Future<?> _ = producer.send(record);
        });
    Future<?> _ =
        producer.send(
            new ProducerRecord<>(
                Handled.LOG_PARTITION.topic(),
                Handled.LOG_PARTITION.partition(),
                letter.id(),
                now.json()));
    forget();
    producer.commitTransaction();
    handled.put(letter.id(), now);
    return Optional.empty();
  }

  /// What was done about letters that are kept no longer, a bounded step at a time.
  private void forget() {
    for (int i = 0; i < FORGOTTEN_MAX && !gone.isEmpty(); i++) {
      Future<?> _ =
          producer.send(
              new ProducerRecord<>(
                  Handled.LOG_PARTITION.topic(),
                  Handled.LOG_PARTITION.partition(),
                  gone.removeFirst(),
                  null));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
