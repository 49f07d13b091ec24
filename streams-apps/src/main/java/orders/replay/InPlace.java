package orders.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.engine.ViewStore;
import orders.kafka.KeyText;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Mends the rows that readers see where they lie. The live projections of the view stand still
/// meanwhile; readers go on to see the rows as they were, and who brings a newer token waits.
///
/// Only rows that differ are written, each partition's in one transaction with the watermark and
/// the offset that the projection goes on from. When a replay dies the projections run again once
/// its [Lease] is over, or with the next replay; each partition is mended or as it was.
final class InPlace {

  private final ReplayTarget target;
  private final ReplayKafka kafka;
  private final ReplayVersions versions;
  private final ReplayProgress progress;
  private final Replay.Choices choices;
  private final Lease lease;

  InPlace(
      ReplayTarget target,
      ReplayKafka kafka,
      ReplayVersions versions,
      ReplayProgress progress,
      Replay.Choices choices,
      Lease lease) {
    this.target = target;
    this.kafka = kafka;
    this.versions = versions;
    this.progress = progress;
    this.choices = choices;
    this.lease = lease;
  }

  /// Runs to the end.
  ReplayState run() {
    int version = versions.pause();
    progress.version(version);
    try {
      progress.enter(ReplayState.State.RUNNING, "the live projections stand still");
      ProjectionHost<?, ?> host = target.host().version(version);
      Map<TopicPartition, Long> ends = kafka.ends(host.eventTopic());
      progress.ends(ends);
      List<Comparison> differences = Verification.comparisons(host);
      for (int partition = 0; partition < kafka.partitions(); partition++) {
        mend(host, version, partition, differences);
      }
      progress.folded();
      progress.differences(differences.stream().map(Comparison::result).toList());
    } finally {
      versions.resume(version);
    }
    progress.enter(ReplayState.State.VERIFYING, "waiting for the live projections");
    awaitProjections(version);
    return progress.enter(ReplayState.State.COMPLETED, "");
  }

  private <E, R> void mend(
      ProjectionHost<E, R> host, int version, int partition, List<Comparison> differences) {
    var events = new TopicPartition(host.eventTopic(), partition);
    try (var producer =
        new KafkaProducer<byte[], byte[]>(kafka.rows(target.transaction(partition)))) {
      producer.initTransactions();
      versions.checkPaused(version); // from here on another replay would fence this producer
      var fold = new Fold<>(host);
      fold(fold, events, new Snapshots(host, fold, partition, kafka.reader()).last());
      List<ViewStore<?>> stores = host.stores();
      producer.beginTransaction();
      for (int view = 0; view < stores.size(); view++) {
        differences.get(view).add(partition, fold.rows(view));
        write(producer, stores.get(view), partition, fold.rows(view), fold);
      }
      commit(producer, host, version, events, fold.mark());
    }
  }

  /// The projection has gone so far and stands there: what is mended is what it would have held.
  private void fold(Fold<?, ?> fold, TopicPartition events, long end) {
    LogReader.read(
        kafka.reader(),
        events,
        end,
        event -> {
          progress.event(event);
          fold.take(event);
        });
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer,
      ViewStore<?> store,
      int partition,
      FoldedRows<?> rows,
      Fold<?, ?> fold) {
    long at = fold.mark().at().toEpochMilli();
    rows.forEachAgainst(
        (key, folded, held) -> {
          if (folded == null) {
            byte[] gone = KeyText.bytes(key);
            Future<?> _ = producer.send(new ProducerRecord<>(store.topic(), partition, gone, null));
          } else if (!Arrays.equals(folded, held)) {
            Future<?> _ = producer.send(store.row(partition, key, folded, at));
          }
        });
  }

  private void commit(
      KafkaProducer<byte[], byte[]> producer,
      ProjectionHost<?, ?> host,
      int version,
      TopicPartition events,
      Progress.Mark mark) {
    if (mark.events() > 0) {
      byte[] bytes = host.marks().encode(mark);
      long at = mark.at().toEpochMilli();
      for (ViewStore<?> store : host.stores()) {
        Future<?> _ = producer.send(store.row(events.partition(), Progress.KEY, bytes, at));
      }
    }
    Map<String, Object> member = new HashMap<>(kafka.reader());
    member.put(ConsumerConfig.GROUP_ID_CONFIG, target.projection(version));
    try (var consumer = new KafkaConsumer<String, byte[]>(member)) {
      producer.sendOffsetsToTransaction(
          Map.of(events, new OffsetAndMetadata(mark.offset())), consumer.groupMetadata());
    }
    producer.flush();
    lease.check();
    producer.commitTransaction();
  }

  private void awaitProjections(int version) {
    Map<TopicPartition, Long> ends = kafka.lastRecords(target.host().eventTopic());
    long deadline = System.nanoTime() + choices.patience().toNanos();
    while (!kafka.reached(target.projection(version), ends)) {
      if (System.nanoTime() > deadline) {
        throw new Replay.Stopped(
            ReplayState.State.FAILED, "no live projection has caught up; does a process run?");
      }
      Replay.pause();
    }
  }
}
