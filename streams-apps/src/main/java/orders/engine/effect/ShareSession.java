package orders.engine.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
/// often it did, and takes it back when the member is silent for too long. What takes longer is
/// renewed. A result is on the broker before its request is accepted; a share group knows no
/// transactions, so after a crash in between the same result is written again, under the same id.
final class ShareSession implements Session {

  private static final Duration WRITE_MAX = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
  private static final int LOCK_MS = 15_000;

  /// How long a poll waits for what was renewed; the next one goes on.
  private static final Duration RENEWED_MAX = Duration.ofMillis(100);

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<Place, ConsumerRecord<String, byte[]>> out = new LinkedHashMap<>();
  private final Set<Place> parked = new HashSet<>();
  private final List<Ruling> ruled = new ArrayList<>();
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
  /// that was handed out is to be acknowledged. What is renewed comes back from one of the next
  /// polls, and cannot be acknowledged before.
  @Override
  public List<Delivery> take(int room, Duration wait) {
    if (!out.isEmpty() && parked.isEmpty() && !renewalDue()) {
      pause(wait);
      return List.of();
    }
    out.forEach(
        (place, record) -> {
          if (parked.add(place)) {
            consumer.acknowledge(record, AcknowledgeType.RENEW);
          }
        });
    polledNanos = System.nanoTime();
    List<Delivery> taken = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record :
        consumer.poll(out.isEmpty() ? wait : RENEWED_MAX)) {
      Place place = Place.of(record);
      boolean renewed = parked.remove(place);
      if (out.put(place, record) == null && !renewed) {
        int deliveries = record.deliveryCount().map(count -> (int) count).orElse(1);
        taken.add(new Delivery(record, deliveries - 1, deliveries > 1));
      }
    }
    settleRuled();
    return taken;
  }

  @Override
  public void settle(Collection<Ruling> rulings) {
    ruled.addAll(rulings);
    settleRuled();
  }

  /// All that was ruled on, but for what is being renewed just now.
  private void settleRuled() {
    List<Ruling> ready =
        ruled.stream()
            .filter(ruling -> !parked.contains(Place.of(ruling.delivery().record())))
            .toList();
    if (ready.isEmpty()) {
      return;
    }
    ruled.removeAll(ready);
    List<Future<?>> writes = new ArrayList<>();
    for (Ruling ruling : ready) {
      for (ProducerRecord<String, byte[]> record : ruling.records()) {
        writes.add(producer.send(record));
      }
    }
    producer.flush();
    writes.forEach(ShareSession::written);
    for (Ruling ruling : ready) {
      ConsumerRecord<String, byte[]> held = out.remove(Place.of(ruling.delivery().record()));
      if (held != null) {
        consumer.acknowledge(held, acknowledgement(ruling.fate()));
      }
    }
    consumer.commitSync();
  }

  @Override
  public void close() {
    consumer.close(CLOSE_WAIT);
    producer.close(CLOSE_WAIT);
  }

  private static AcknowledgeType acknowledgement(Ruling.Fate fate) {
    return switch (fate) {
      case DONE -> AcknowledgeType.ACCEPT;
      case AGAIN -> AcknowledgeType.RELEASE;
      case DEAD -> AcknowledgeType.REJECT;
    };
  }

  private boolean renewalDue() {
    int lockMs = consumer.acquisitionLockTimeoutMs().orElse(LOCK_MS);
    return System.nanoTime() - polledNanos > TimeUnit.MILLISECONDS.toNanos(lockMs) / 3;
  }

  /// A request whose lock is gone is another's by now.
  private void acknowledged(
      Map<TopicIdPartition, Set<Long>> offsets,
      @org.jspecify.annotations.Nullable Exception failure) {
    if (failure != null) {
      offsets.forEach(
          (partition, all) ->
              all.forEach(
                  offset -> {
                    var gone = new Place(partition.partition(), offset);
                    out.remove(gone);
                    parked.remove(gone);
                  }));
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
