package orders.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import orders.torture.check.Verdict;
import orders.torture.check.rules.Violation;
import orders.torture.client.Tally;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;

/// What a run came to.
///
/// @param skipped faults that this machine does not allow
/// @param restarts processes that ended by themselves, with their codes, and were started again
/// @param troubledOrders orders that the payment provider did not serve at once, once and well
/// @param drained how long it took from the last fault until nothing was left to do
/// @param left what was left to do when it was given up; empty when there was nothing
public record Outcome(
    Plan plan,
    List<Event> events,
    Set<Fault> skipped,
    Tally tally,
    List<String> restarts,
    int troubledOrders,
    Duration drained,
    List<String> left,
    Verdict verdict) {

  private static final String LIVENESS = "liveness";

  public boolean holds() {
    return violations().isEmpty();
  }

  /// What the checker found, and what did not go on or did not end in time.
  public List<Violation> violations() {
    List<Violation> all = new ArrayList<>(verdict.violations());
    for (Event event : events) {
      if (!event.recovered()) {
        all.add(
            new Violation(LIVENESS, event.fault(), "progress, and all ready", event.toString()));
      }
    }
    left.forEach(one -> all.add(new Violation(LIVENESS, "the end", "nothing left to do", one)));
    return all;
  }
}
