package orders.engine.effect;

import java.util.Optional;
import orders.contract.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/// One request under way in the simulation: tried by production code, one try a step.
final class SimRequest<Q, R> {

  private final EffectHost<Q, R> host;
  private final Delivery delivery;
  private @Nullable Effort<Q, R> effort;
  private long dueMs;
  private Optional<Ruling> ruling = Optional.empty();

  SimRequest(EffectHost<Q, R> host, Delivery delivery) {
    this.host = host;
    this.delivery = delivery;
  }

  Delivery delivery() {
    return delivery;
  }

  /// What was decided, once it is.
  Optional<Ruling> ruling() {
    return ruling;
  }

  /// Whether it is to be tried by now.
  boolean due(long nowMs) {
    return ruling.isEmpty() && dueMs <= nowMs;
  }

  void attempt(long nowMs) {
    try {
      Effort<Q, R> tries = effort == null ? host.effort(delivery) : effort;
      effort = tries;
      Effort.Step<R> step = tries.next();
      ruling = host.ruling(delivery, step);
      if (step instanceof Effort.Step.Again<R>(var after)) {
        dueMs = nowMs + after.toMillis();
      }
    } catch (IllegalArgumentException | UndecodableRecord e) {
      ruling = Optional.of(host.dead(delivery, String.valueOf(e.getMessage())));
    }
  }
}
