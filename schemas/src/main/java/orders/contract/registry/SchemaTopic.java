package orders.contract.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import orders.contract.SchemaStore;
import orders.contract.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The changes in the schemas topic, with one writer at a time.
final class SchemaTopic implements ChangeLog {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
  private static final int ATTEMPTS_MAX = 12;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration EXTRA_MAX = Duration.ofSeconds(1);

  private final Map<String, ?> client;
  private final SchemaTopicReader reader;

  SchemaTopic(Map<String, ?> client) {
    this.client = Map.copyOf(client);
    this.reader = new SchemaTopicReader(this.client);
  }

  @Override
  public void refresh(SchemaBook book) {
    reader.readToEnd(book);
  }

  @Override
  public void append(SchemaBook book, Function<SchemaBook, List<RegistryChange>> decide) {
    for (int attempt = 1; ; attempt++) {
      long began = System.nanoTime();
      try {
        tryAppend(book, decide);
        return;
      } catch (AuthenticationException | AuthorizationException | InterruptException e) {
        throw new SchemaStore.Unavailable("writing schemas: " + e.getMessage(), e);
      } catch (KafkaException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw new SchemaStore.Unavailable(
              "schemas could not be written in " + attempt + " attempts", e);
        }
        LOG.info("Another writer of schemas was faster, or the broker was away: {}", e.toString());
        pause(attempt, Duration.ofNanos(System.nanoTime() - began));
      }
    }
  }

  private void tryAppend(SchemaBook book, Function<SchemaBook, List<RegistryChange>> decide) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(SchemaTopicSettings.producer(client))) {
      producer.initTransactions();
      reader.readToEnd(book);
      List<RegistryChange> changes = decide.apply(book);
      if (changes.isEmpty()) {
        return;
      }
      long last = send(producer, changes);
      // A commit is answered before its marker is readable: others must find what we return.
      reader.readUntil(book, last + 1);
    }
  }

  private static long send(Producer<byte[], byte[]> producer, List<RegistryChange> changes) {
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent =
        changes.stream().map(change -> producer.send(record(change))).toList();
    producer.commitTransaction();
    // Committed means sent: the future is done.
    return sent.getLast().resultNow().offset();
  }

  private static ProducerRecord<byte[], byte[]> record(RegistryChange change) {
    return new ProducerRecord<>(
        Topics.SCHEMAS, 0, LogRecords.key(change), LogRecords.value(change));
  }

  /// Of two writers who fence each other, one comes through while the other pauses: for longer, the
  /// longer an attempt takes.
  private static void pause(int attempt, Duration took) {
    long extraMsMax = PAUSE.toMillis() + Math.min(took.toMillis(), EXTRA_MAX.toMillis());
    try {
      Thread.sleep(PAUSE.toMillis() * attempt + ThreadLocalRandom.current().nextLong(extraMsMax));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaStore.Unavailable("interrupted while writing schemas", e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
