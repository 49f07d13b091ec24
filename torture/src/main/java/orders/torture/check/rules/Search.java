package orders.torture.check.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orders.torture.check.rules.Call.State;

/// Looks for one order of calls that explains all of their answers: Wing and Gong's search, with
/// Lowe's memory of the places where it has been. Between two calls the order may take any steps of
/// its own.
final class Search {

  /// Calls that one search takes: a bit of a long for each.
  static final int CALLS_MAX = Long.SIZE - 1;

  private final List<Call> calls;
  private final long certain;
  private final Set<Place> seen = new HashSet<>();
  private final Deque<Place> open = new ArrayDeque<>();

  /// @param done a bit for each call that has taken effect
  private record Place(long done, State state) {}

  private Search(List<Call> calls) {
    if (calls.size() > CALLS_MAX) {
      throw new IllegalArgumentException(calls.size() + " calls are too many");
    }
    this.calls = List.copyOf(calls);
    long bits = 0;
    for (int i = 0; i < calls.size(); i++) {
      bits |= calls.get(i).certain() ? 1L << i : 0;
    }
    this.certain = bits;
  }

  /// Whether there is such an order.
  static boolean explains(List<Call> calls) {
    return new Search(calls).run();
  }

  private boolean run() {
    visit(new Place(0, State.NONE));
    while (!open.isEmpty()) {
      Place place = open.pop();
      if ((place.done() & certain) == certain) {
        return true;
      }
      place.state().stage().next().forEach(stage -> visit(place.done(), place.state().to(stage)));
      calls(place);
    }
    return false;
  }

  private void calls(Place place) {
    long horizon = horizon(place.done());
    for (int i = 0; i < calls.size(); i++) {
      long bit = 1L << i;
      Call call = calls.get(i);
      if ((place.done() & bit) == 0 && call.start() <= horizon) {
        call.what().on(place.state()).ifPresent(state -> visit(place.done() | bit, state));
      }
    }
  }

  /// What is not done yet may come next only if it began before another that is not done ended.
  private long horizon(long done) {
    long horizon = Long.MAX_VALUE;
    for (int i = 0; i < calls.size(); i++) {
      if ((done & (1L << i)) == 0 && calls.get(i).certain()) {
        horizon = Math.min(horizon, calls.get(i).end());
      }
    }
    return horizon;
  }

  private void visit(long done, State state) {
    visit(new Place(done, state));
  }

  private void visit(Place place) {
    if (seen.add(place)) {
      open.push(place);
    }
  }
}
