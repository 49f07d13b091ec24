package orders.torture.fault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orders.contract.Catalogue;
import orders.contract.SchemaStore;
import orders.contract.Topic;
import orders.engine.EnvelopeWriter;
import orders.kafka.KafkaConnection;
import orders.local.Outsider;
import orders.local.Poison;
import orders.local.Samples;
import orders.torture.history.Place;
import orders.torture.history.Planted;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;

/// What an outsider writes to the command topics.
final class RecordFaults {

  private static final int ROUNDS = 2;
  private static final long SENT_MAX_S = 40;

  private final KafkaConnection cluster;
  private final int partitions;
  private final Planted planted;
  private int turn;

  /// @param planted is told where each record is
  RecordFaults(KafkaConnection cluster, int partitions, Planted planted, Dice dice) {
    this.cluster = cluster;
    this.partitions = partitions;
    this.planted = planted;
    this.turn = dice.below(partitions);
  }

  Strike poison() {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Outsider.producer(cluster)) {
      Samples samples = Outsider.samples(cluster);
      for (Topic topic : commands()) {
        Poison.Values values = samples.of(topic);
        for (int round = 0; round < ROUNDS; round++) {
          for (Poison poison : Poison.all()) {
            sent.add(producer.send(poison.record(topic.name(), next(topic), values)));
          }
          sent.add(producer.send(telling(topic, new byte[0])));
          sent.add(producer.send(telling(topic, values.good())));
        }
      }
    } catch (KafkaException | SchemaStore.Unavailable e) {
      return sent(arrived(sent), " records, then the brokers were gone");
    }
    return sent(arrived(sent), " records");
  }

  private int next(Topic topic) {
    return turn++ % topic.partitions().count(partitions);
  }

  /// Somebody's personal data where none is expected: whoever quotes what cannot be read tells it.
  private ProducerRecord<byte[], byte[]> telling(Topic topic, byte[] good) {
    byte[] canary = planted.canary().getBytes(StandardCharsets.US_ASCII);
    byte[] value = java.util.Arrays.copyOf(good, good.length + canary.length);
    System.arraycopy(canary, 0, value, good.length, canary.length);
    byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    Headers headers =
        new EnvelopeWriter("/poison")
            .envelope(UUID.randomUUID().toString(), "Telling", "poison", Instant.EPOCH, value);
    return new ProducerRecord<>(topic.name(), next(topic), key, value, headers);
  }

  /// Small on their way, and larger than any record of ours where they are read.
  Strike oversized() {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Outsider.largeProducer(cluster)) {
      for (Topic topic : commands()) {
        sent.add(producer.send(Outsider.large(topic.name())));
      }
    } catch (KafkaException e) {
      return sent(arrived(sent), " large records, then the brokers were gone");
    }
    return sent(arrived(sent), " records of " + Outsider.LARGE_BYTES + " bytes");
  }

  private static Strike sent(int records, String what) {
    return records == 0 ? Strike.missed("no" + what) : Strike.over(records + what, records);
  }

  /// How many are on the broker for certain.
  private int arrived(List<Future<RecordMetadata>> sent) {
    int arrived = 0;
    for (Future<RecordMetadata> one : sent) {
      try {
        RecordMetadata there = one.get(SENT_MAX_S, TimeUnit.SECONDS);
        if (there.hasOffset()) { // a broker that has it already may not say where
          planted.add(new Place(there.topic(), there.partition(), there.offset()));
          arrived++;
        }
      } catch (ExecutionException | TimeoutException e) {
        // The brokers are being broken.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return arrived;
      }
    }
    return arrived;
  }

  private static List<Topic> commands() {
    return Catalogue.get().topics().values().stream()
        .filter(topic -> topic.poison() == Topic.Poison.DEAD_LETTER)
        .filter(topic -> topic.name().endsWith(".commands"))
        .toList();
  }
}
