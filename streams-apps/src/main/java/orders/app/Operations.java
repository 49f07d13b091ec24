package orders.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orders.contract.Apps;
import orders.http.Routes;
import orders.kafka.KafkaConnection;
import orders.operations.AuditMetrics;
import orders.operations.ReplayRoutes;
import orders.operations.StableOffsetWatch;
import orders.operations.ViewRoutes;
import orders.replay.Auditor;
import orders.replay.ControlWriter;
import orders.watch.Pulse;

/// What a process that answers reads tells of replays, views and topics, and its auditor.
final class Operations implements AutoCloseable {

  private final ControlWriter writer;
  private final ReplayRoutes replays;
  private final ViewRoutes views;
  private final Optional<Auditor> auditor;
  private final StableOffsetWatch watch;

  Operations(Settings settings, Node node, Reads reads, MeterRegistry metrics) {
    KafkaConnection kafka = settings.kafka().of(Apps.AUDITOR);
    this.writer = new ControlWriter(kafka);
    var boards = new ControlBoards(node.control(), writer, reads, node.codecs());
    this.replays = new ReplayRoutes(boards);
    this.views = new ViewRoutes(boards);
    this.auditor =
        settings.audit()
            ? Optional.of(
                Auditor.start(
                    kafka,
                    new Auditor.Scope(settings.partitions(), Auditor.RANGE_OFFSETS),
                    reads.hosted(),
                    new AuditMetrics(metrics).andThen(writer::audited)))
            : Optional.empty();
    this.watch = StableOffsetWatch.start(settings.kafka(), settings.partitions(), metrics);
  }

  List<Routes> routes() {
    return List.of(replays, views);
  }

  List<Pulse> pulses() {
    return Stream.concat(auditor.map(Auditor::pulse).stream(), Stream.of(watch.pulse())).toList();
  }

  /// Ends what callers follow, before the server waits for them.
  void drain() {
    replays.close();
  }

  @Override
  public void close() {
    watch.close();
    auditor.ifPresent(Auditor::close);
    writer.close();
  }
}
