package orders.torture.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// What is still to be done on a cluster that nobody asks anything any more.
public final class Drain implements AutoCloseable {

  private static final long WAIT_S = 15;
  private static final Duration POLL = Duration.ofMillis(300);

  private final KafkaConnection cluster;
  private final Admin admin;

  public Drain(KafkaConnection cluster) {
    this.cluster = cluster;
    this.admin = Admin.create(ClientProperties.admin(cluster, "torture-drain"));
  }

  /// Where groups have records before them, and where a transaction is open; empty when all is
  /// done. One sentence when nobody can tell.
  public List<String> left() {
    try {
      List<String> left = new ArrayList<>();
      Map<TopicPartition, Long> ends = new HashMap<>();
      for (String group : groups()) {
        Map<TopicPartition, Long> places = places(group);
        ends.putAll(ends(places.keySet(), IsolationLevel.READ_COMMITTED));
        places.forEach(
            (partition, place) -> {
              if (place < ends.getOrDefault(partition, 0L) && hasRecords(partition, place)) {
                left.add(group + " at " + place + " of " + partition);
              }
            });
      }
      ends(ends.keySet(), IsolationLevel.READ_UNCOMMITTED)
          .forEach(
              (partition, end) -> {
                if (end > ends.getOrDefault(partition, 0L)) {
                  left.add("a transaction is open on " + partition);
                }
              });
      return left;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return List.of("nobody can tell: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("interrupted");
    }
  }

  private List<String> groups() throws ExecutionException, InterruptedException, TimeoutException {
    return answer(admin.listGroups().all()).stream()
        .filter(group -> group.type().map(type -> type.toString().equals("Classic")).orElse(false))
        .map(group -> group.groupId())
        .toList();
  }

  private Map<TopicPartition, Long> places(String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> places = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    committed.forEach(
        (partition, at) -> {
          if (at != null) {
            places.put(partition, at.offset());
          }
        });
    return places;
  }

  private Map<TopicPartition, Long> ends(
      java.util.Collection<TopicPartition> partitions, IsolationLevel level)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answers =
        answer(admin.listOffsets(wanted, new ListOffsetsOptions(level)).all());
    answers.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /// The marks of transactions take places as well, and nobody has to read those.
  private boolean hasRecords(TopicPartition partition, long from) {
    try (var consumer =
        new KafkaConsumer<String, byte[]>(ClientProperties.reader(cluster, "torture-drain"))) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, from);
      while (consumer.position(partition) < end) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
      }
      return false;
    }
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(WAIT_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(WAIT_S));
  }
}
