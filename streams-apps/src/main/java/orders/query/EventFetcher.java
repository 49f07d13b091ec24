package orders.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Fetches single events from their topic by offset, committed ones only.
///
/// @param <E> events
public final class EventFetcher<E> implements AutoCloseable {

  /// Fetches that may run at the same time on one instance.
  public static final int CONSUMERS_MAX = 4;

  private static final Duration CONSUMER_WAIT = Duration.ofSeconds(5);
  private static final Duration FETCH_WAIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Codec<E> codec;
  private final BlockingQueue<Consumer<String, byte[]>> idle =
      new ArrayBlockingQueue<>(CONSUMERS_MAX);

  public EventFetcher(String topic, Codec<E> codec, Supplier<Consumer<String, byte[]>> consumers) {
    this.topic = topic;
    this.codec = codec;
    for (int i = 0; i < CONSUMERS_MAX; i++) {
      idle.add(consumers.get());
    }
  }

  /// The events at these offsets, in order.
  ///
  /// @throws ViewReader.Unavailable when the broker or a free consumer is not to be had in time
  public List<Recorded<E>> fetch(int partition, List<Long> offsets) {
    Consumer<String, byte[]> consumer = take();
    try {
      var from = new TopicPartition(topic, partition);
      consumer.assign(List.of(from));
      List<Recorded<E>> events = new ArrayList<>();
      int next = 0;
      while (next < offsets.size()) {
        next = fetchFrom(consumer, from, offsets, next, events);
      }
      return events;
    } finally {
      consumer.unsubscribe();
      idle.add(consumer);
    }
  }

  @Override
  public void close() {
    idle.forEach(Consumer::close);
  }

  /// Seeks to one wanted offset and takes as many of the following as the fetch brought along.
  private int fetchFrom(
      Consumer<String, byte[]> consumer,
      TopicPartition from,
      List<Long> offsets,
      int first,
      List<Recorded<E>> events) {
    consumer.seek(from, offsets.get(first));
    long deadline = System.nanoTime() + FETCH_WAIT.toNanos();
    while (System.nanoTime() < deadline) {
      int next = first;
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (next < offsets.size() && record.offset() == offsets.get(next)) {
          events.add(EventRecord.read(record, codec));
          next++;
        }
      }
      if (next > first) {
        return next;
      }
    }
    throw new ViewReader.Unavailable("the event log does not answer");
  }

  private Consumer<String, byte[]> take() {
    try {
      var consumer = idle.poll(CONSUMER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (consumer == null) {
        throw new ViewReader.Unavailable("too many histories are being read");
      }
      return consumer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewReader.Unavailable("interrupted");
    }
  }
}
