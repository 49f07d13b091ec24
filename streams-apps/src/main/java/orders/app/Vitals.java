package orders.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orders.watch.Pauses;
import orders.watch.Pulse;
import orders.watch.Vital;
import orders.watch.Watchdog;

/// Every thread of the process that may neither end nor hang, and who watches them.
final class Vitals implements AutoCloseable {

  private final Node node;
  private final Pauses pauses;
  private final Watchdog watchdog;
  private volatile Optional<Operations> operations = Optional.empty();

  /// @param node whose threads are meant, those that it starts later, too
  Vitals(Node node, Pauses pauses) {
    this.node = node;
    this.pauses = pauses;
    this.watchdog = Watchdog.over(this::all);
  }

  void watch() {
    watchdog.start();
  }

  /// Nobody watches what goes down. Standstills are still counted: waiters are answered meanwhile.
  void unwatch() {
    watchdog.close();
  }

  /// Watches these, too.
  void with(Operations more) {
    operations = Optional.of(more);
  }

  /// Whether a thread hangs, so that the process cannot even be closed in an orderly way.
  boolean stuck() {
    return watchdog.stuck();
  }

  /// Whether one ended by itself.
  boolean ended() {
    return pulses().anyMatch(Pulse::broken);
  }

  private Stream<Pulse> pulses() {
    return Stream.of(
            Stream.of(pauses.pulse(), watchdog.pulse()),
            node.pulses().stream(),
            operations.map(Operations::pulses).orElse(List.of()).stream())
        .flatMap(some -> some);
  }

  private List<Vital> all() {
    List<Vital> all = new ArrayList<>(pulses().toList());
    node.apps().forEach(app -> all.addAll(app.threads()));
    return all;
  }

  @Override
  public void close() {
    unwatch();
    pauses.close();
  }
}
