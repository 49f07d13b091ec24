package orders.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.engine.ProjectionHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// What a replay would cost, from folding the beginning of the log for real.
///
/// @param events in the log, without the markers of transactions
/// @param bytes of their keys, values and headers
/// @param time that folding takes at the rate of the sample
/// @param muted topics that the same events were answered with once, and that stay silent
public record Estimate(long events, long bytes, Duration time, List<String> muted) {

  /// Offsets folded of each partition for the sample.
  static final long SAMPLE_MAX = 50_000;

  static Estimate of(ReplayTarget target, ReplayKafka kafka, int threads) {
    ProjectionHost<?, ?> host = target.host();
    Map<TopicPartition, Long> ends = kafka.ends(host.eventTopic());
    var sample = new Sample();
    long started = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts =
          IntStream.range(0, kafka.partitions())
              .<Future<?>>mapToObj(
                  p -> {
                    var partition = new TopicPartition(host.eventTopic(), p);
                    long end = Math.min(SAMPLE_MAX, ends.getOrDefault(partition, 0L));
                    return executor.submit(() -> sample.fold(host, kafka, partition, end));
                  })
              .toList();
      parts.forEach(Estimate::join);
    }
    long nanos = System.nanoTime() - started;
    long offsets = ends.values().stream().mapToLong(Long::longValue).sum();
    double scale = sample.offsets.get() == 0 ? 0 : (double) offsets / sample.offsets.get();
    return new Estimate(
        Math.round(sample.events.get() * scale),
        Math.round(sample.bytes.get() * scale),
        Duration.ofNanos(Math.round(nanos * scale)),
        muted(host.eventTopic()));
  }

  /// What apps that read these events send on because of them.
  private static List<String> muted(String events) {
    Catalogue catalogue = Catalogue.get();
    return catalogue.apps().values().stream()
        .filter(app -> app.consumes().contains(events))
        .flatMap(app -> app.produces().stream())
        .distinct()
        .filter(name -> sent(catalogue.topics().get(name)))
        .sorted()
        .toList();
  }

  private static boolean sent(@Nullable Topic topic) {
    return topic != null
        && topic.cleanup() == Topic.Cleanup.DELETE
        && topic.retentionMs() > 0
        && !topic.name().endsWith(".outcomes")
        && !topic.name().endsWith(".dlq");
  }

  private static void join(Future<?> part) {
    try {
      var _ = part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("the log cannot be folded: " + e.getCause(), e);
    }
  }

  private static final class Sample {
    private final AtomicLong offsets = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    <E, R> void fold(
        ProjectionHost<E, R> host, ReplayKafka kafka, TopicPartition partition, long end) {
      var fold = Fold.ofWhatCounts(host);
      LogReader.read(
          kafka.reader(),
          partition,
          end,
          event -> {
            fold.take(event);
            events.incrementAndGet();
            bytes.addAndGet(size(event));
          });
      offsets.addAndGet(end);
    }

    private static long size(ConsumerRecord<String, byte[]> event) {
      long size = event.serializedKeySize() + (long) event.serializedValueSize();
      for (Header header : event.headers()) {
        size += header.key().length() + (long) header.value().length;
      }
      return size;
    }
  }
}
