package orders.engine.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// A consumer group as a queue. Results and the group's offsets are one transaction; the offset
/// stays before the first request that is still out, so that after a crash those behind it are
/// found done when they are asked for by id.
final class GroupSession implements Session {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Offsets offsets = new Offsets();

  GroupSession(Map<String, Object> consumer, Map<String, Object> producer, String topic) {
    this.producer = new KafkaProducer<>(producer);
    this.consumer = new KafkaConsumer<>(consumer);
    try {
      this.producer.initTransactions();
      this.consumer.subscribe(List.of(topic), new Follower());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public List<Delivery> take(int room, Duration wait) {
    if (room <= 0) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    List<Delivery> taken = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      long before = offsets.take(partition(record), record.offset());
      // The member before may have had as many out when it ended.
      taken.add(new Delivery(record, 0, before < 2L * EffectWorker.UNDER_WAY_MAX));
    }
    return taken;
  }

  @Override
  public void settle(Collection<Ruling> rulings) {
    Set<TopicPartition> touched = new HashSet<>();
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (Ruling ruling : rulings) {
      TopicPartition partition = partition(ruling.delivery().record());
      if (offsets.settle(partition, ruling.delivery().record().offset())) {
        touched.add(partition);
        records.addAll(ruling.records());
      }
    }
    if (touched.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    try {
      for (ProducerRecord<String, byte[]> record : records) {
        Future<?> _ = producer.send(record);
      }
      producer.sendOffsetsToTransaction(offsets.settled(touched), consumer.groupMetadata());
      producer.commitTransaction();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO); // what it wrote is aborted, and nothing was taken off
      throw e;
    }
  }

  @Override
  public void close() {
    consumer.close(
        org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_WAIT)
            .withGroupMembershipOperation(
                org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation
                    .LEAVE_GROUP));
    producer.close(CLOSE_WAIT);
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private final class Follower implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      offsets.assigned(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      offsets.revoked(revoked);
    }
  }
}
