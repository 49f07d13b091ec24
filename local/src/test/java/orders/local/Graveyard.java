package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.dlq.Lane;
import orders.dlq.LetterBox;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Commands that are put aside, and what of them lies where.
final class Graveyard implements AutoCloseable {

  static final String LANE = Topics.deadLetters(Topics.ORDERS_COMMANDS);

  private static final String TAG = "x-test";
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final KafkaConnection kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Poison.Values command;

  /// @param id of the letter that became of it
  record Dead(String id, String origin, ProducerRecord<byte[], byte[]> sent) {}

  Graveyard(KafkaConnection kafka) {
    this.kafka = kafka;
    this.producer = Outsider.producer(kafka);
    this.command = Outsider.samples(kafka).of(Catalogue.get().topic(Topics.ORDERS_COMMANDS));
  }

  Dead dead(Poison poison) throws Exception {
    return dead(List.of(poison)).getFirst();
  }

  /// Sends all of them, and waits until they are in the lane.
  List<Dead> dead(List<Poison> poisons) throws Exception {
    Map<String, ProducerRecord<byte[], byte[]>> sent = new LinkedHashMap<>();
    for (Poison poison : poisons) {
      var record = poison.record(Topics.ORDERS_COMMANDS, 1, command);
      record.headers().add(TAG, UUID.randomUUID().toString().getBytes(UTF_8));
      RecordMetadata at = producer.send(record).get();
      sent.put(at.topic() + "-" + at.partition() + "@" + at.offset(), record);
    }
    Map<String, String> ids = new HashMap<>();
    await().atMost(WAIT).until(() -> letters(sent, ids).keySet().equals(sent.keySet()));
    return sent.entrySet().stream()
        .map(one -> new Dead(ids.getOrDefault(one.getKey(), ""), one.getKey(), one.getValue()))
        .toList();
  }

  private Map<String, String> letters(Map<String, ?> sent, Map<String, String> ids) {
    ids.clear();
    new LetterBox(kafka)
        .read(
            Lane.find(LANE).orElseThrow(),
            letter -> {
              if (sent.containsKey(letter.origin())) {
                assertThat(ids.put(letter.origin(), letter.id())).isNull();
              }
            });
    return ids;
  }

  /// Puts a letter into the lane once more, as a share group does that ends between its two steps.
  ///
  /// @return the id of the second
  String again(Dead dead) throws Exception {
    ConsumerRecord<String, byte[]> first =
        new LetterBox(kafka).find(dead.id()).orElseThrow().record();
    var again =
        new ProducerRecord<>(
            LANE, first.partition(), dead.sent().key(), first.value(), first.headers());
    return LANE + "-" + first.partition() + "@" + producer.send(again).get().offset();
  }

  /// Everything that lies where commands come from.
  List<ConsumerRecord<String, byte[]>> source() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < Shop.PARTITIONS; partition++) {
      LogReader.read(
          ClientProperties.reader(kafka, "source"),
          new TopicPartition(Topics.ORDERS_COMMANDS, partition),
          records::add);
    }
    return records;
  }

  /// The last of those that are the same to their sender.
  static ConsumerRecord<String, byte[]> newest(List<ConsumerRecord<String, byte[]>> of, Dead dead) {
    Header tag = dead.sent().headers().lastHeader(TAG);
    return of.stream()
        .filter(record -> tag.equals(record.headers().lastHeader(TAG)))
        .max(Comparator.comparingLong(ConsumerRecord::timestamp))
        .orElseThrow();
  }

  @Override
  public void close() {
    producer.close();
  }
}
