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

  /// Places that one search looks at. Among n calls that all change something and may all come next
  /// there may be 2^n.
  static final int PLACES_MAX = 100_000;

  /// What came of it.
  enum Answer {
    EXPLAINED,
    INEXPLICABLE,
    UNDECIDED
  }

  private final List<Call> calls;
  private final long certain;
  private final int placesMax;
  private final Set<Place> seen = new HashSet<>();
  private final Deque<Place> open = new ArrayDeque<>();

  /// @param done a bit for each call that has taken effect
  private record Place(long done, State state) {}

  private Search(List<Call> calls, int placesMax) {
    this.calls = List.copyOf(calls);
    this.placesMax = placesMax;
    long bits = 0;
    for (int i = 0; i < calls.size(); i++) {
      bits |= calls.get(i).certain() ? 1L << i : 0;
    }
    this.certain = bits;
  }

  /// Whether there is such an order.
  static Answer of(List<Call> calls) {
    return of(calls, PLACES_MAX);
  }

  /// @param placesMax after how many places nobody knows
  static Answer of(List<Call> calls, int placesMax) {
    return calls.size() > CALLS_MAX ? Answer.UNDECIDED : new Search(calls, placesMax).run();
  }

  private Answer run() {
    visit(new Place(0, State.NONE));
    while (!open.isEmpty()) {
      if (seen.size() > placesMax) {
        return Answer.UNDECIDED;
      }
      Place place = open.pop();
      if ((place.done() & certain) == certain) {
        return Answer.EXPLAINED;
      }
      place.state().stage().next().forEach(stage -> visit(place.done(), place.state().to(stage)));
      calls(place);
    }
    return Answer.INEXPLICABLE;
  }

  /// With every call done that may come next and changes nothing: what may come after it without it
  /// may come after it with it, so there is nothing to choose.
  private Place settled(Place place) {
    long done = place.done();
    long before;
    do {
      before = done;
      long horizon = horizon(done);
      for (int i = 0; i < calls.size(); i++) {
        long bit = 1L << i;
        Call call = calls.get(i);
        if ((done & bit) == 0
            && call.start() <= horizon
            && call.what().on(place.state()).filter(place.state()::equals).isPresent()) {
          done |= bit;
        }
      }
    } while (done != before);
    return new Place(done, place.state());
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
    Place settled = settled(place);
    if (seen.add(settled)) {
      open.push(settled);
    }
  }
}
