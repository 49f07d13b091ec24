package orders.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import orders.engine.Codec;
import orders.engine.Progress.Mark;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Changes how far services are taken to have acted.
final class MarkWriter {

  /// Of the one who moves marks at a time.
  private static final String TRANSACTIONS = "restore-marks";

  private final ArchiveCluster cluster;
  private final KafkaConnection connection;

  MarkWriter(ArchiveCluster cluster, KafkaConnection connection) {
    this.cluster = cluster;
    this.connection = connection;
  }

  /// Moves a service that does not run: its places, and with them its marks, so that it acts on all
  /// there is behind these places, and on nothing before them, whatever it has done so far.
  ///
  /// @throws IllegalStateException when it runs, or was started meanwhile
  void move(String service, Map<TopicPartition, Long> places, Codec<Mark> codec) {
    cluster.groups().refuseInUse(List.of(service));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    places.forEach((partition, place) -> offsets.put(partition, new OffsetAndMetadata(place)));
    Map<String, Object> reader = ClientProperties.bulk(connection, Marks.CLIENT);
    List<ProducerRecord<String, byte[]>> moved = moved(service, places, codec);
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.transactional(connection, Marks.CLIENT, TRANSACTIONS))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ProducerRecord<String, byte[]> mark : moved) {
        Future<?> _ = producer.send(mark); // one that fails fails the commit
      }
      producer.sendOffsetsToTransaction(offsets, RestoredPartition.nobodyIn(service, reader));
      cluster.groups().refuseInUse(List.of(service));
      producer.commitTransaction();
    }
    awaitMoved(service, places);
    cluster.groups().refuseInUse(List.of(service));
  }

  /// A commit returns when it is decided, and its places are seen a little later.
  private void awaitMoved(String service, Map<TopicPartition, Long> places) {
    long deadline = System.nanoTime() + Marks.WAIT.toNanos();
    while (!cluster.groups().of(service, places.keySet()).equals(places)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the places of " + service + " are not seen as moved");
      }
      Marks.pause();
    }
  }

  /// Only its marks.
  void mark(String service, Map<TopicPartition, Long> places, Codec<Mark> codec) {
    List<ProducerRecord<String, byte[]>> moved = moved(service, places, codec);
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(connection, Marks.CLIENT))) {
      List<Future<RecordMetadata>> sent = moved.stream().map(producer::send).toList();
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        if (one.state() == Future.State.FAILED) {
          throw new IllegalStateException("cannot mark " + places, one.exceptionNow());
        }
      }
    }
  }

  /// Every mark there is, as it is to be. It goes behind what is there, so that copies of the store
  /// anywhere come to the same.
  private List<ProducerRecord<String, byte[]>> moved(
      String service, Map<TopicPartition, Long> places, Codec<Mark> codec) {
    List<ProducerRecord<String, byte[]>> moved = new ArrayList<>();
    Map<String, Boolean> there = new HashMap<>();
    places.forEach(
        (partition, place) -> {
          TopicPartition marks = Marks.marks(service, partition);
          if (there.computeIfAbsent(marks.topic(), this::exists)) {
            read(marks, codec)
                .forEach(
                    (policy, mark) ->
                        moved.add(
                            new ProducerRecord<>(
                                marks.topic(),
                                marks.partition(),
                                policy,
                                codec.encode(new Mark(mark.events(), place, mark.at())))));
          }
        });
    return moved;
  }

  /// Asked by its name: a list leaves out what the asker may not see.
  private boolean exists(String topic) {
    try {
      return !cluster.describe(List.of(topic)).isEmpty();
    } catch (IllegalStateException e) {
      if (AdminAnswer.refused(e, UnknownTopicOrPartitionException.class)) {
        return false;
      }
      throw e;
    }
  }

  /// By the names of policies.
  private Map<String, Mark> read(TopicPartition marks, Codec<Mark> codec) {
    Map<String, Mark> read = new HashMap<>();
    LogReader.read(
        ClientProperties.bulk(connection, Marks.CLIENT),
        marks,
        record -> read.put(record.key(), codec.decode(record.value())));
    return read;
  }
}
