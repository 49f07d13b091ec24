package orders.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import orders.replay.AuditState;

/// What the auditor of this process finds, as metrics: rows that differ, by view and partition, and
/// how many events were folded for it.
public final class AuditMetrics implements Consumer<AuditState> {

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> differing = new ConcurrentHashMap<>();

  public AuditMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(AuditState found) {
    long rows =
        found.differences().stream()
            .mapToLong(one -> one.added() + one.removed() + one.changed())
            .sum();
    differing.computeIfAbsent(found.view() + "/" + found.partition(), _ -> gauge(found)).set(rows);
    registry
        .counter("orders.audit.events", "view", found.view())
        .increment((double) found.events());
  }

  private AtomicLong gauge(AuditState found) {
    String partition = Integer.toString(found.partition());
    var value = new AtomicLong();
    registry.gauge(
        "orders.audit.differences",
        io.micrometer.core.instrument.Tags.of("view", found.view(), "partition", partition),
        value);
    return value;
  }
}
