package orders.engine.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;

/// A share group as a queue (KIP-932): the broker hands each request to one member, counts how
/// often
/// it did, and takes it back when the member is silent for too long. What takes longer is renewed.
/// A result is on the broker before its request is accepted; a share group knows no transactions,
/// so after a crash in between the same result is written again, under the same id.
final class ShareSession implements Session {

  private static final Duration WRITE_MAX = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final int LOCK_MS = 15_000;
  private final KafkaShareConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<Place, ConsumerRecord<String, byte[]>> out = new LinkedHashMap<>();
  private long polledNanos = System.nanoTime();

  private record Place(int partition, long offset) {

    static Place of(ConsumerRecord<?, ?> record) {
      return new Place(record.partition(), record.offset());
    }
  }

  ShareSession(Map<String, Object> consumer, Map<String, Object> producer, String topic) {
    this.producer = new KafkaProducer<>(producer);
    this.consumer = new KafkaShareConsumer<>(consumer);
    this.consumer.setAcknowledgementCommitCallback(this::acknowledged);
    this.consumer.subscribe(List.of(topic));
  }

  /// Polls when nothing is out, or when what is out must be renewed: between two polls everything
  /// that was handed out is to be acknowledged.
  @Override
  public List<Delivery> take(int room, Duration wait) {
    if (!out.isEmpty() && !renewalDue()) {
      pause(wait);
      return List.of();
    }
    out.values().forEach(record -> consumer.acknowledge(record, AcknowledgeType.RENEW));
    polledNanos = System.nanoTime();
    List<Delivery> taken = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      if (out.put(Place.of(record), record) == null) {
        int deliveries = record.deliveryCount().map(count -> (int) count).orElse(1);
        taken.add(new Delivery(record, deliveries - 1, deliveries > 1));
      }
    }
    return taken;
  }

  @Override
  public void settle(Collection<Ruling> rulings) {
    List<Future<?>> writes = new ArrayList<>();
    for (Ruling ruling : rulings) {
      for (ProducerRecord<String, byte[]> record : ruling.records()) {
        writes.add(producer.send(record));
      }
    }
    producer.flush();
    writes.forEach(ShareSession::written);
    for (Ruling ruling : rulings) {
      ConsumerRecord<String, byte[]> held = out.remove(Place.of(ruling.delivery().record()));
      if (held != null) {
        consumer.acknowledge(
            held, ruling.again() ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT);
      }
    }
    consumer.commitSync();
  }

  @Override
  public void close() {
    consumer.close(CLOSE_WAIT);
    producer.close(CLOSE_WAIT);
  }

  private boolean renewalDue() {
    int lockMs = consumer.acquisitionLockTimeoutMs().orElse(LOCK_MS);
    return System.nanoTime() - polledNanos > TimeUnit.MILLISECONDS.toNanos(lockMs) / 3;
  }

  /// A request whose lock is gone is another's by now.
  private void acknowledged(
      Map<TopicIdPartition, java.util.Set<Long>> offsets,
      @org.jspecify.annotations.Nullable Exception failure) {
    if (failure != null) {
      offsets.forEach(
          (partition, all) ->
              all.forEach(offset -> out.remove(new Place(partition.partition(), offset))));
    }
  }

  private static void written(Future<?> write) {
    try {
      var _ = write.get(WRITE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("a result cannot be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
