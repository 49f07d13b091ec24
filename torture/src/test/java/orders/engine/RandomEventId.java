package orders.engine;

import java.util.UUID;
import net.bytebuddy.asm.Advice;

/// Before `AggregateProcessor.write`.
public final class RandomEventId {

  private RandomEventId() {}

  @Advice.OnMethodEnter
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // it is the method's argument
  static void before(@Advice.Argument(value = 1, readOnly = false) UUID eventId) {
    eventId = UUID.randomUUID();
  }
}
