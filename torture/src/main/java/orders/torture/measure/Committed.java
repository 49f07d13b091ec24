package orders.torture.measure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// Follows the committed events of orders: when they came to each partition, and which orders have
/// not ended yet.
public final class Committed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Set<String> LAST =
      Set.of("OrderRejected", "OrderCancelled", "OrderDelivered", "OrderReturned");

  private final KafkaConnection cluster;
  private final List<TopicPartition> partitions;
  private final List<Beats> beats;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final Set<String> ended = new HashSet<>();
  private final Thread thread;
  private volatile boolean closed;

  private Committed(KafkaConnection cluster, int count, Alarm alarm) {
    this.cluster = cluster;
    this.partitions =
        IntStream.range(0, count)
            .mapToObj(i -> new TopicPartition(Topics.ORDERS_EVENTS, i))
            .toList();
    this.beats = partitions.stream().map(_ -> new Beats()).toList();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("the follower of events")
            .uncaughtExceptionHandler(alarm)
            .start(this::follow);
  }

  /// @param alarm is raised when the log cannot be followed any more
  public static Committed follow(KafkaConnection cluster, int partitions, Alarm alarm) {
    return new Committed(cluster, partitions, alarm);
  }

  /// How many came to each partition.
  public List<Integer> counts() {
    return beats.stream().map(Beats::count).toList();
  }

  /// When something had come to every partition after a moment; empty when it has not yet.
  public OptionalLong everywhereAfter(long nanos) {
    List<OptionalLong> firsts = beats.stream().map(part -> part.after(nanos)).toList();
    return firsts.stream().allMatch(OptionalLong::isPresent)
        ? firsts.stream().mapToLong(OptionalLong::getAsLong).max()
        : OptionalLong.empty();
  }

  /// The longest time in which nothing came to one of the partitions.
  public long longestGap(long from, long until) {
    return beats.stream().mapToLong(part -> part.longestGap(from, until)).max().orElse(0);
  }

  /// Orders that have not ended.
  public int open() {
    return open.size();
  }

  /// Some of them, for whoever looks into it.
  public List<String> someOpen() {
    return open.stream().limit(10).toList();
  }

  private void follow() {
    try (var consumer =
        new KafkaConsumer<String, byte[]>(ClientProperties.reader(cluster, "torture-committed"))) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed) {
        try {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            beats.get(record.partition()).beat(System.nanoTime());
            Envelope.text(record.headers(), Envelope.TYPE)
                .ifPresent(type -> note(record.key(), type));
          }
        } catch (RetriableException e) {
          // The brokers are being broken; it asks again.
        }
      }
    }
  }

  private void note(String order, String type) {
    String event = type.substring(type.lastIndexOf('.') + 1);
    if (LAST.contains(event)) {
      ended.add(order);
      open.remove(order);
    } else if (!ended.contains(order)) {
      open.add(order);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
