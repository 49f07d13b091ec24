package orders.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import orders.kafka.BrokerUnreachable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads one partition from its beginning, committed records only.
public final class LogReader {

  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration WAIT = Duration.ofSeconds(15);

  /// How long a partition may give nothing of what is in it. All brokers may end and come back
  /// within that.
  private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

  private LogReader() {}

  /// Waits until readers of committed records may see some. A commit returns when it is decided;
  /// its markers reach the partitions a little later.
  ///
  /// @param offsets of the records
  /// @throws IllegalStateException when they cannot be seen in time
  static void awaitCommitted(Map<String, Object> properties, Map<TopicPartition, Long> offsets) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
      while (!consumer.endOffsets(offsets.keySet(), WAIT).entrySet().stream()
          .allMatch(end -> end.getValue() > offsets.getOrDefault(end.getKey(), 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("what was committed is not seen within " + WAIT);
        }
        Thread.onSpinWait(); // each look is a request
      }
    }
  }

  /// Reads to where the partition ends now.
  public static void read(
      Map<String, Object> properties,
      TopicPartition partition,
      Consumer<ConsumerRecord<String, byte[]>> each) {
    read(properties, partition, Long.MAX_VALUE, each);
  }

  /// Reads the records below `until`, and no further than where the partition ends now.
  ///
  /// Transaction markers occupy offsets, so what counts is the reader's position.
  public static void read(
      Map<String, Object> properties,
      TopicPartition partition,
      long until,
      Consumer<ConsumerRecord<String, byte[]>> each) {
    read(properties, partition, OptionalLong.empty(), until, each);
  }

  /// Reads the records from one offset on and below another.
  ///
  /// @param from empty for the beginning
  /// @param <K> keys, as the properties say that they are read
  public static <K> void read(
      Map<String, Object> properties,
      TopicPartition partition,
      OptionalLong from,
      long until,
      Consumer<ConsumerRecord<K, byte[]>> each) {
    LogReader.<K>readWhile(
        properties,
        partition,
        from,
        until,
        SILENCE_MAX,
        record -> {
          each.accept(record);
          return true;
        });
  }

  /// Whether there is any record from one offset on and below another.
  static boolean any(
      Map<String, Object> properties, TopicPartition partition, long from, long until) {
    boolean[] any = {false};
    LogReader.<String>readWhile(
        properties,
        partition,
        OptionalLong.of(from),
        until,
        SILENCE_MAX,
        _ -> {
          any[0] = true;
          return false;
        });
    return any[0];
  }

  /// @param silenceMax how long it may give nothing
  /// @param more takes a record, and says whether it wants the next
  /// @throws BrokerUnreachable when it gave nothing for longer
  static <K> void readWhile(
      Map<String, Object> properties,
      TopicPartition partition,
      OptionalLong from,
      long until,
      Duration silenceMax,
      Predicate<ConsumerRecord<K, byte[]>> more) {
    try (var consumer = new KafkaConsumer<K, byte[]>(properties)) {
      consumer.assign(List.of(partition));
      from.ifPresentOrElse(
          offset -> consumer.seek(partition, offset),
          () -> consumer.seekToBeginning(List.of(partition)));
      long stable = consumer.endOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
      long end = Math.min(stable, until);
      long at = consumer.position(partition, WAIT);
      long heard = System.nanoTime();
      while (at < end) {
        for (ConsumerRecord<K, byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end && !more.test(record)) {
            return;
          }
        }
        long before = at;
        at = consumer.position(partition, WAIT);
        long now = System.nanoTime();
        if (at != before) {
          heard = now;
        } else if (now - heard > silenceMax.toNanos()) {
          throw new BrokerUnreachable(
              "%s gives nothing for %d s, at offset %d of %d"
                  .formatted(partition, silenceMax.toSeconds(), at, end));
        }
      }
    }
  }
}
