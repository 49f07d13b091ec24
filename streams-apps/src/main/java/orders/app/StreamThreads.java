package orders.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import orders.watch.Vital;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/// The threads of one Streams app as the watchdog sees them: each counts its polls.
///
/// A thread that hangs inside a task keeps its partitions until `max.poll.interval.ms`, and its
/// app says RUNNING all the while.
final class StreamThreads {

  /// Streams polls several times a second, and after half of `max.poll.interval.ms` at the latest
  /// while it works off what it has: half of 30 s.
  static final Duration ROUND_MAX = Duration.ofSeconds(15);

  private final KafkaStreams streams;
  private final Map<String, Metric> polls = new ConcurrentHashMap<>();

  StreamThreads(KafkaStreams streams) {
    this.streams = streams;
  }

  /// Threads that poll; those that start or end do not.
  List<Vital> now() {
    List<String> names =
        streams.metadataForLocalThreads().stream()
            .filter(thread -> polls(thread.threadState()))
            .map(ThreadMetadata::threadName)
            .toList();
    polls.keySet().retainAll(names);
    return names.stream().flatMap(name -> vital(name).stream()).toList();
  }

  private static boolean polls(String state) {
    return state.equals("RUNNING")
        || state.equals("PARTITIONS_ASSIGNED")
        || state.equals("PARTITIONS_REVOKED");
  }

  private Optional<Vital> vital(String name) {
    Metric known = polls.get(name);
    if (known == null) {
      Optional<Metric> found = find(name);
      found.ifPresent(metric -> polls.put(name, metric));
      return found.map(metric -> new Polls(name, metric));
    }
    return Optional.of(new Polls(name, known));
  }

  private Optional<Metric> find(String name) {
    return streams.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("poll-total"))
        .filter(entry -> name.equals(entry.getKey().tags().get("thread-id")))
        .<Metric>map(Map.Entry::getValue)
        .findFirst();
  }

  private record Polls(String name, Metric total) implements Vital {

    @Override
    public long rounds() {
      return total.metricValue() instanceof Number polls ? polls.longValue() : 0;
    }

    @Override
    public Duration silenceMax() {
      return ROUND_MAX;
    }
  }
}
