package orders.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import orders.engine.AggregateHost;
import orders.engine.Progress;
import orders.engine.StateCacheBuilder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Writes the stores of one partition of an aggregate anew, into their changelogs.
final class RepairedStores {

  private final ReplayKafka kafka;
  private final AggregateTarget target;
  private final int partition;

  RepairedStores(ReplayKafka kafka, AggregateTarget target, int partition) {
    this.kafka = kafka;
    this.target = target;
    this.partition = partition;
  }

  /// The marks go first, so that nobody starts on half of it, and come back last, together with the
  /// position of the group, unless the service was started meanwhile.
  ///
  /// @param command the next command
  /// @param behind further positions of the group
  AggregateRepair.Part write(
      AggregateFold<?, ?> fold, long command, Map<TopicPartition, Long> behind) {
    AggregateHost<?, ?, ?> host = target.host();
    Map<String, Object> properties =
        kafka.transactional("repair-" + target.name() + "-" + partition);
    try (var producer = new KafkaProducer<String, byte[]>(properties)) {
      producer.initTransactions();
      var batch = new Batch(producer);
      target.changelogs().forEach(changelog -> batch.send(changelog, Progress.KEY, null));
      batch.commit();
      long entries = 0;
      long removed = 0;
      for (StateCacheBuilder<?> store : host.stores()) {
        Set<String> gone = keys(target.changelog(store));
        int before = batch.sent;
        fold.each(
            store.name(),
            (key, value) -> {
              gone.remove(key);
              batch.send(target.changelog(store), key, value);
            });
        entries += batch.sent - before;
        gone.forEach(key -> batch.send(target.changelog(store), key, null));
        removed += gone.size();
      }
      Progress.Mark mark = fold.mark(command);
      byte[] bytes = host.marks().encode(mark);
      target.changelogs().forEach(changelog -> batch.send(changelog, Progress.KEY, bytes));
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      behind.forEach((topic, offset) -> positions.put(topic, new OffsetAndMetadata(offset)));
      positions.put(
          new TopicPartition(host.topics().commands(), partition), new OffsetAndMetadata(command));
      batch.begin();
      producer.sendOffsetsToTransaction(positions, group());
      kafka.refuseInUse(target.app());
      batch.commit();
      return new AggregateRepair.Part(partition, mark.events(), entries, removed, command);
    }
  }

  /// The keys that a changelog holds now.
  private Set<String> keys(String changelog) {
    Set<String> keys = new HashSet<>();
    LogReader.read(
        kafka.reader(),
        new TopicPartition(changelog, partition),
        record -> {
          if (record.value() == null) {
            keys.remove(record.key());
          } else {
            keys.add(record.key());
          }
        });
    keys.remove(Progress.KEY);
    return keys;
  }

  /// As nobody in the group, which brokers do not refuse in a transaction while it has members.
  private ConsumerGroupMetadata group() {
    Map<String, Object> properties = kafka.reader();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, target.app());
    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
      return consumer.groupMetadata();
    }
  }

  /// Entries in transactions of a bounded size.
  private final class Batch {
    private final KafkaProducer<String, byte[]> producer;
    private boolean open;
    private int inThis;
    private int sent;

    Batch(KafkaProducer<String, byte[]> producer) {
      this.producer = producer;
    }

    void send(String changelog, String key, byte @Nullable [] value) {
      begin();
      Future<?> _ = producer.send(new ProducerRecord<>(changelog, partition, key, value));
      sent++;
      inThis++;
      if (inThis == Rebuild.ROWS_MAX) {
        commit();
      }
    }

    void begin() {
      if (!open) {
        producer.beginTransaction();
        open = true;
      }
    }

    void commit() {
      if (open) {
        producer.commitTransaction();
        open = false;
        inThis = 0;
      }
    }
  }
}
