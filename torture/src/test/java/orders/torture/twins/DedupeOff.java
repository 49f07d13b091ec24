package orders.torture.twins;

import java.util.Optional;
import net.bytebuddy.asm.Advice;

/// After `Entry.find`.
final class DedupeOff {

  private DedupeOff() {}

  @Advice.OnMethodExit
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // what is assigned is returned
  static void after(@Advice.Return(readOnly = false) Optional<?> found) {
    found = Optional.empty();
  }
}
