package orders.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.kafka.Partitions;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// The topic itself, committed records only.
public final class LogEvents<E> implements Events<E>, AutoCloseable {

  /// Records looked at for one question, of whomever they are.
  public static final int RECORDS_MAX = 2_000_000;

  /// How long one question may take.
  public static final Duration TIME_MAX = Duration.ofSeconds(15);

  /// Questions answered at a time on one instance, each with a consumer of its own.
  public static final int SCANS_MAX = 2;

  /// By how much brokers' clocks may have gone back between two events.
  public static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration TURN_WAIT = Duration.ofSeconds(10);

  private final String topic;
  private final int partitions;
  private final Codec<E> codec;
  private final EventFetcher<E> fetcher;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Semaphore turns = new Semaphore(SCANS_MAX, true);

  /// @param fetcher of the same topic
  /// @param consumers new ones that take much at once
  public LogEvents(
      String topic,
      int partitions,
      Codec<E> codec,
      EventFetcher<E> fetcher,
      Supplier<Consumer<String, byte[]>> consumers) {
    this.topic = topic;
    this.partitions = partitions;
    this.codec = codec;
    this.fetcher = fetcher;
    this.consumers = consumers;
  }

  @Override
  public List<Recorded<E>> at(String aggregateId, List<Long> offsets) {
    return fetcher.fetch(Partitions.of(aggregateId, partitions), offsets);
  }

  @Override
  public List<Recorded<E>> of(String aggregateId, Optional<Instant> until) {
    var own = new TopicPartition(topic, Partitions.of(aggregateId, partitions));
    return scan(List.of(own), Optional.empty(), until, aggregateId::equals);
  }

  @Override
  public List<Recorded<E>> between(Instant from, Instant until) {
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    return scan(all, Optional.of(from), Optional.of(until), _ -> true);
  }

  @Override
  public void close() {
    fetcher.close();
  }

  private List<Recorded<E>> scan(
      List<TopicPartition> over,
      Optional<Instant> from,
      Optional<Instant> until,
      Predicate<String> keys) {
    turn();
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      var scan = new Scan(consumer, from, until, keys);
      over.forEach(scan::run);
      return scan.found;
    } catch (KafkaException e) {
      throw new ViewReader.Unavailable("the event log does not answer");
    } finally {
      turns.release();
    }
  }

  private void turn() {
    try {
      if (!turns.tryAcquire(TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ViewReader.Unavailable("too many histories are being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewReader.Unavailable("interrupted");
    }
  }

  private final class Scan {
    private final Consumer<String, byte[]> consumer;
    private final Optional<Instant> from;
    private final Optional<Instant> until;
    private final Predicate<String> keys;
    private final List<Recorded<E>> found = new ArrayList<>();
    private final long deadline = System.nanoTime() + TIME_MAX.toNanos();
    private int records;

    Scan(
        Consumer<String, byte[]> consumer,
        Optional<Instant> from,
        Optional<Instant> until,
        Predicate<String> keys) {
      this.consumer = consumer;
      this.from = from;
      this.until = until;
      this.keys = keys;
    }

    void run(TopicPartition partition) {
      consumer.assign(List.of(partition));
      long stable = consumer.endOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
      long end = until.flatMap(time -> first(partition, time.plus(CLOCK_SLACK))).orElse(stable);
      from.flatMap(time -> first(partition, time.minus(CLOCK_SLACK)))
          .ifPresentOrElse(
              offset -> consumer.seek(partition, offset),
              () -> begin(partition, from.isPresent() ? stable : 0));
      while (consumer.position(partition, WAIT) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            take(record);
          }
        }
        if (System.nanoTime() > deadline) {
          throw new TooLong("it was not read within " + TIME_MAX.toSeconds() + " s");
        }
      }
    }

    /// Where nothing is as late as the beginning, there is nothing to read.
    private void begin(TopicPartition partition, long offset) {
      if (offset == 0) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }

    private Optional<Long> first(TopicPartition partition, Instant time) {
      long millis = Math.max(0, time.toEpochMilli());
      return Optional.ofNullable(
              consumer.offsetsForTimes(Map.of(partition, millis), WAIT).get(partition))
          .map(OffsetAndTimestamp::offset);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
      records++;
      if (records > RECORDS_MAX) {
        throw new TooLong("more than " + RECORDS_MAX + " records lie there");
      }
      Instant at = Instant.ofEpochMilli(record.timestamp());
      if (keys.test(record.key())
          && from.map(time -> !at.isBefore(time)).orElse(true)
          && until.map(time -> !at.isAfter(time)).orElse(true)) {
        found.add(EventRecord.read(record, codec));
        if (found.size() > EVENTS_MAX) {
          throw new TooLong("it has more than " + EVENTS_MAX + " events");
        }
      }
    }
  }
}
