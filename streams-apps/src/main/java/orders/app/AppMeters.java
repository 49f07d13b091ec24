package orders.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayList;
import java.util.List;

/// The meters of the Streams apps of this process. They are thousands, and took a seventh of the
/// CPU time of a start (measured), so they are bound when somebody asks for metrics.
final class AppMeters implements AutoCloseable {

  private final MeterRegistry metrics;
  private final List<StreamsApp> unbound = new ArrayList<>();
  private final List<KafkaStreamsMetrics> bound = new ArrayList<>();

  AppMeters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  synchronized void add(StreamsApp app) {
    unbound.removeIf(StreamsApp::ended);
    unbound.add(app);
  }

  /// Before the registry is read.
  synchronized void bind() {
    for (StreamsApp app : unbound) {
      var meters = new KafkaStreamsMetrics(app.streams());
      meters.bindTo(metrics);
      bound.add(meters);
    }
    unbound.clear();
  }

  @Override
  public synchronized void close() {
    bound.forEach(KafkaStreamsMetrics::close);
  }
}
