package orders.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// One partition, filled from its chain.
final class RestoredPartition {

  /// Records of one transaction: well inside a transaction's time.
  static final int RECORDS_MAX = 5_000;

  private final KafkaConnection connection;
  private final ArchiveFiles files;
  private final Chain chain;
  private final List<String> actors;
  private final TopicPartition partition;

  /// @param actors groups that are moved behind what is written
  RestoredPartition(
      KafkaConnection connection, ArchiveFiles files, Chain chain, List<String> actors) {
    this.connection = connection;
    this.files = files;
    this.chain = chain;
    this.actors = actors;
    this.partition = new TopicPartition(chain.topic(), chain.partition());
  }

  /// Writes what is not there yet.
  ///
  /// @param unused throws when somebody acts on it already; asked before each commit
  /// @return how many records were written
  /// @throws IllegalStateException when something else is there
  long fill(Runnable unused) {
    try (var producer = new KafkaProducer<byte[], byte[]>(producer())) {
      producer.initTransactions(); // ends what a restore that died has left open
      long there = there();
      var batch = new Batch(producer, unused);
      long[] passed = {0};
      new ArchiveReader(files, chain)
          .read(
              record -> {
                if (passed[0]++ >= there) {
                  batch.send(record);
                }
              });
      batch.end();
      return passed[0] - there;
    }
  }

  /// How many of the first records are there already.
  private long there() {
    var found = new RunningDigest(Long.MAX_VALUE);
    LogReader.<byte[]>read(
        reader(),
        partition,
        OptionalLong.empty(),
        Long.MAX_VALUE,
        record -> found.add(ArchivedRecord.of(record)));
    if (found.records() == 0) {
      return 0;
    }
    var wanted = new RunningDigest(found.records());
    new ArchiveReader(files, chain).read(wanted::add);
    if (!found.sameAs(wanted)) {
      throw new IllegalStateException(
          partition + " holds records that are not the beginning of what is archived");
    }
    return found.records();
  }

  /// Records in transactions of a bounded size, each with the positions of those who act on them.
  private final class Batch {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ConsumerGroupMetadata> groups;
    private final Runnable unused;
    private int records;
    private Optional<Future<RecordMetadata>> last = Optional.empty();

    Batch(KafkaProducer<byte[], byte[]> producer, Runnable unused) {
      this.producer = producer;
      this.unused = unused;
      this.groups = actors.stream().map(RestoredPartition.this::group).toList();
    }

    void send(ArchivedRecord record) {
      if (records == 0) {
        producer.beginTransaction();
      }
      last = Optional.of(producer.send(record.restored(partition.topic(), partition.partition())));
      records++;
      if (records == RECORDS_MAX) {
        end();
      }
    }

    void end() {
      if (records > 0) {
        producer.flush();
        long behind = last.orElseThrow().resultNow().offset() + 1;
        groups.forEach(
            group ->
                producer.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(behind)), group));
        unused.run();
        producer.commitTransaction();
        records = 0;
      }
    }
  }

  private ConsumerGroupMetadata group(String id) {
    return nobodyIn(id, reader());
  }

  /// As nobody in the group, which brokers do not refuse in a transaction while it has members.
  ///
  /// @param reader the properties of a consumer
  static ConsumerGroupMetadata nobodyIn(String id, Map<String, Object> reader) {
    Map<String, Object> p = new HashMap<>(reader);
    p.put(ConsumerConfig.GROUP_ID_CONFIG, id);
    try (var consumer = new KafkaConsumer<byte[], byte[]>(p)) {
      return consumer.groupMetadata();
    }
  }

  private Map<String, Object> producer() {
    Map<String, Object> p =
        ClientProperties.transactional(connection, "orders-restore", "restore-" + partition);
    p.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return p;
  }

  private Map<String, Object> reader() {
    Map<String, Object> p = ClientProperties.bulk(connection, "orders-restore");
    p.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return p;
  }
}
