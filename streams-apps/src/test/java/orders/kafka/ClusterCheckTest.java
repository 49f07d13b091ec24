package orders.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A start goes on over a warning, and ends at a refusal.
class ClusterCheckTest {

  private static final ClusterCheck.Finding WARNING =
      new ClusterCheck.Finding(ClusterCheck.Level.WARNING, "an old broker", "upgrade it");
  private static final ClusterCheck.Finding REFUSAL =
      new ClusterCheck.Finding(ClusterCheck.Level.REFUSAL, "a may not use group g", "allow it");

  @Test
  void a_warning_refuses_nothing() {
    assertThatCode(() -> StartupGuard.cluster(List.of(WARNING))).doesNotThrowAnyException();
  }

  @Test
  void a_refusal_is_named_with_its_fix() {
    assertThatThrownBy(() -> StartupGuard.cluster(List.of(WARNING, REFUSAL)))
        .isInstanceOf(StartupGuard.Refused.class)
        .hasMessage("a may not use group g (allow it)");
  }
}
