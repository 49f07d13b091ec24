package orders.torture.check;

import java.util.List;
import java.util.Map;

/// What was found.
///
/// @param counts what was looked at
public record Verdict(List<Violation> violations, Map<String, Long> counts) {
  public boolean holds() {
    return violations.isEmpty();
  }
}
