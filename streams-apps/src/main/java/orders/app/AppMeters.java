package orders.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The meters of the Streams apps of this process. They are thousands, and took a seventh of the
/// CPU time of a start (measured), so they are bound when somebody asks for metrics.
final class AppMeters implements AutoCloseable {

  private final MeterRegistry metrics;
  private final Deque<StreamsApp> unbound = new ArrayDeque<>();
  private final Map<StreamsApp, KafkaStreamsMetrics> bound = new HashMap<>();
  private boolean closed;

  AppMeters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  synchronized void add(StreamsApp app) {
    unbound.removeIf(StreamsApp::ended);
    unbound.add(app);
  }

  /// Before the registry is read. Apps come and go with the versions of views.
  synchronized void bind() {
    bound
        .entrySet()
        .removeIf(
            one -> {
              boolean ended = one.getKey().ended();
              if (ended) {
                one.getValue().close();
              }
              return ended;
            });
    while (!closed && !unbound.isEmpty()) {
      StreamsApp app = unbound.remove();
      if (!app.ended()) {
        var meters = new KafkaStreamsMetrics(app.streams());
        bound.put(app, meters);
        meters.bindTo(metrics);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    bound.values().forEach(KafkaStreamsMetrics::close);
    bound.clear();
  }
}
