package orders.engine;

import java.util.Optional;
import java.util.OptionalLong;
import net.bytebuddy.asm.Advice;

/// After `Entry.find`: a command whose version is another is not looked for. It must not name
/// `Entry`, which would be loaded while it is being changed.
public final class LateDedupe {

  /// What the command that a thread is deciding expects.
  public static final ThreadLocal<OptionalLong> EXPECTED =
      ThreadLocal.withInitial(OptionalLong::empty);

  private LateDedupe() {}

  @Advice.OnMethodExit
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // what is assigned is returned
  static void after(
      @Advice.FieldValue("version") long version,
      @Advice.Return(readOnly = false) Optional<?> found) {
    OptionalLong expected = EXPECTED.get();
    if (expected.isPresent() && expected.getAsLong() != version) {
      found = Optional.empty();
    }
  }

  /// Before `AggregateProcessor.handle`.
  public static final class Expectation {

    private Expectation() {}

    @Advice.OnMethodEnter
    static void before(@Advice.Argument(1) CommandRecord received) {
      EXPECTED.set(received.expectedVersion());
    }
  }
}
