package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What processes are given that are started from this one.
class ChildrenTest {

  @Test
  void settings_that_somebody_made_for_their_own_are_not_handed_on() {
    Map<String, String> environment =
        new HashMap<>(Map.of("ORDERS_STATE_DIR", "/somewhere", "ORDERS_PORT", "1", "PATH", "/bin"));
    JavaProcess.withoutSettings(environment);
    assertThat(environment).containsOnlyKeys("PATH");
  }
}
