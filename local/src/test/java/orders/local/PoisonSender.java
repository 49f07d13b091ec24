package orders.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import orders.contract.Topic;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;

/// Sends every kind of poison, as an outsider, and remembers where it stands.
final class PoisonSender implements AutoCloseable {

  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Samples samples;
  private final Map<String, Map<String, ProducerRecord<byte[], byte[]>>> sent = new HashMap<>();
  private final Map<String, String> large = new HashMap<>();

  /// So that every partition gets some.
  private int turn;

  PoisonSender(KafkaConnection kafka) {
    this.kafka = kafka;
    this.producer = Outsider.producer(kafka);
    this.samples = Outsider.samples(kafka);
  }

  /// What a topic is sent depends on what becomes of it there.
  void poison(Topic topic) throws Exception {
    switch (topic.poison()) {
      case DEAD_LETTER -> {
        putAside(topic);
        large.put(topic.name(), sendLarge(topic));
      }
      case SKIP -> poisonWhatIsSkipped(topic);
      case NONE -> {
        for (Poison poison : Poison.all()) {
          producer.send(poison.record(topic.name(), 0, samples.of(topic))).get();
        }
      }
      case HALT -> {} // Its readers stop, which is another test's.
    }
  }

  /// What was sent to a topic whose poison is put aside, by where it stands.
  Map<String, ProducerRecord<byte[], byte[]>> sent(Topic topic) {
    return Objects.requireNonNull(sent.get(topic.name()));
  }

  /// Where a record stands that compression made small.
  String large(Topic topic) {
    return Objects.requireNonNull(large.get(topic.name()));
  }

  void oneMoreInEach(Topic topic) throws Exception {
    for (int partition = 0; partition < Shop.PARTITIONS; partition++) {
      producer.send(Poison.EMPTY.record(topic.name(), partition, samples.of(topic))).get();
    }
  }

  private void putAside(Topic topic) throws Exception {
    Map<String, ProducerRecord<byte[], byte[]>> places = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Poison poison : Poison.all()) {
      records.add(poison.record(topic.name(), turn(topic), samples.of(topic)));
    }
    if (topic.timestampType() == Topic.TimestampType.CREATE_TIME) {
      records.add(
          new Timeless(Poison.WRONG_MAGIC.record(topic.name(), turn(topic), samples.of(topic))));
    }
    for (ProducerRecord<byte[], byte[]> record : records) {
      places.put(place(producer.send(record).get()), record);
    }
    sent.put(topic.name(), places);
  }

  private String sendLarge(Topic topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> sender = Outsider.largeProducer(kafka)) {
      return place(sender.send(Outsider.large(topic.name())).get());
    }
  }

  private void poisonWhatIsSkipped(Topic topic) throws Exception {
    for (Poison poison : Poison.all()) {
      // A good value under a good key is a row, whatever the headers say: nobody reads those.
      if (poison.valueIsGood() && poison != Poison.NULL_KEY) {
        continue;
      }
      var record = poison.record(topic.name(), turn(topic), samples.of(topic));
      if (poison == Poison.NULL_KEY && topic.cleanup() == Topic.Cleanup.COMPACT) {
        assertThatThrownBy(() -> producer.send(record).get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(InvalidRecordException.class);
      } else {
        producer.send(record).get();
        producer
            .send(
                new ProducerRecord<>(
                    topic.name(), record.partition(), bytes("~watermark"), bytes("?")))
            .get();
      }
    }
    producer
        .send(new Timeless(Poison.WRONG_MAGIC.record(topic.name(), 0, samples.of(topic))))
        .get();
  }

  private int turn(Topic topic) {
    return turn++ % topic.partitions().count(Shop.PARTITIONS);
  }

  private static String place(RecordMetadata at) {
    return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
