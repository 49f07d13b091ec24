package orders.torture;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import orders.torture.check.Verdict;
import orders.torture.client.Tally;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;

/// What a run came to.
///
/// @param skipped faults that this machine does not allow
/// @param restarts processes that ended by themselves, and were started again
/// @param drained how long it took from the last fault until nothing was left to do
/// @param left what was left to do when it was given up; empty when there was nothing
public record Outcome(
    Plan plan,
    List<Event> events,
    Set<Fault> skipped,
    Tally tally,
    int restarts,
    Duration drained,
    List<String> left,
    Verdict verdict) {

  public boolean holds() {
    return verdict.holds() && left.isEmpty() && events.stream().allMatch(Event::recovered);
  }
}
