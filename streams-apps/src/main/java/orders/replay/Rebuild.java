package orders.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.engine.ViewStore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Fills the rows of one partition from its events, in the shape that a live projection goes on
/// from: rows, the watermark behind them, and the projection's committed offset.
///
/// Events are folded on the heap at the rate of a plain consumer, and each row is written once. The
/// price of a transaction is paid for rows, not for events.
final class Rebuild<E, R> {

  /// Rows written in one transaction: well inside a transaction's time, and of some megabytes.
  static final int ROWS_MAX = 20_000;

  private final ProjectionHost<E, R> target;
  private final String group;
  private final int partition;
  private final Clients clients;

  /// @param target the projection with the topics that are filled
  /// @param group of the projection that goes on from here
  Rebuild(ProjectionHost<E, R> target, String group, int partition, Clients clients) {
    this.target = target;
    this.group = group;
    this.partition = partition;
    this.clients = clients;
  }

  /// @param reader properties of a consumer of committed records that takes much at once
  /// @param producer properties of a transactional producer of this partition's rows
  record Clients(Map<String, Object> reader, Map<String, Object> producer) {}

  /// What is told of each event before it is folded.
  interface Watch {
    void folded(ConsumerRecord<String, byte[]> event);
  }

  /// Folds the events below `end`.
  ///
  /// @param fold that has taken none yet
  /// @param seen compared on the way with what readers see
  void fold(Fold<E, R> fold, Snapshots seen, List<Comparison> views, long end, Watch watch) {
    LogReader.read(
        clients.reader(),
        events(),
        end,
        record -> {
          seen.before(record.offset(), views);
          watch.folded(record);
          fold.take(record);
        });
    seen.before(Long.MAX_VALUE, views);
  }

  /// Writes the rows into topics that hold nothing of this partition yet.
  void write(Fold<E, R> fold) {
    try (var producer = new KafkaProducer<byte[], byte[]>(clients.producer())) {
      producer.initTransactions();
      var batch = new Batch(producer);
      List<ViewStore<?>> stores = target.stores();
      long at = fold.mark().at().toEpochMilli();
      for (int view = 0; view < stores.size(); view++) {
        ViewStore<?> store = stores.get(view);
        fold.rows(view).forEachEncoded((key, row) -> batch.send(store, key, row, at));
      }
      batch.end(fold.mark());
      LogReader.awaitCommitted(clients.reader(), batch.written());
    }
  }

  /// Reads back what was written: each row once, in the same order.
  ///
  /// @throws IllegalStateException when it is not what was folded
  void check(Fold<E, R> fold) {
    List<String> topics = target.topics();
    for (int view = 0; view < topics.size(); view++) {
      var topic = new TopicPartition(topics.get(view), partition);
      FoldedRows<?>.ReadBack read = fold.rows(view).readBack();
      LogReader.read(
          clients.reader(),
          topic,
          row -> {
            if (!row.key().equals(Progress.KEY)) {
              read.row(row.key(), row.value());
            }
          });
      if (!read.whole()) {
        throw new IllegalStateException(topic + ": the rows read back are not those written");
      }
    }
  }

  private TopicPartition events() {
    return new TopicPartition(target.eventTopic(), partition);
  }

  /// Rows in transactions of a bounded size; the watermarks and the offset are in the last.
  private final class Batch {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Future<RecordMetadata>> last = new HashMap<>();
    private int rows;

    Batch(KafkaProducer<byte[], byte[]> producer) {
      this.producer = producer;
      producer.beginTransaction();
    }

    void send(ViewStore<?> store, String key, byte[] row, long at) {
      last.put(
          new TopicPartition(store.topic(), partition),
          producer.send(store.row(partition, key, row, at)));
      rows++;
      if (rows == ROWS_MAX) {
        producer.commitTransaction();
        producer.beginTransaction();
        rows = 0;
      }
    }

    /// Where the last row of each topic stands, once everything is committed.
    Map<TopicPartition, Long> written() {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      last.forEach((topic, sent) -> offsets.put(topic, sent.resultNow().offset()));
      return offsets;
    }

    void end(Progress.Mark mark) {
      if (mark.events() > 0) {
        long at = mark.at().toEpochMilli();
        byte[] bytes = target.marks().encode(mark);
        target.stores().forEach(store -> send(store, Progress.KEY, bytes, at));
      }
      Map<String, Object> member = new HashMap<>(clients.reader());
      member.put(ConsumerConfig.GROUP_ID_CONFIG, group);
      try (var consumer = new KafkaConsumer<String, byte[]>(member)) {
        producer.sendOffsetsToTransaction(
            Map.of(events(), new OffsetAndMetadata(mark.offset())), consumer.groupMetadata());
      }
      producer.commitTransaction();
    }
  }
}
