package orders.torture.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orders.torture.check.rules.Violation;

/// What the checker found.
///
/// @param violations at most a few of each rule; `counts` says how many there were
/// @param counts what was looked at, such as `operations.ok`, and how often each broken rule was
///     broken, such as `broken.acknowledged-once`
public record Verdict(List<Violation> violations, Map<String, Long> counts) {

  public Verdict {
    violations = List.copyOf(violations);
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  public boolean holds() {
    return violations.isEmpty();
  }

  /// Whether that rule was broken.
  public boolean broken(String rule) {
    return violations.stream().anyMatch(violation -> violation.rule().equals(rule));
  }
}
