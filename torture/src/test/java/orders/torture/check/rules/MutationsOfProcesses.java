package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import orders.torture.measure.Reading;

/// What may be wrong with what processes take.
final class MutationsOfProcesses {

  static final List<Mutation> ALL =
      List.of(
          last(
              "a process has ever more threads",
              r -> with(r, r.threads() + Bounded.THREADS_MORE + 1, r.handles(), 0, 0)),
          last(
              "a process has ever more files open",
              r -> with(r, r.threads(), r.handles() + Bounded.HANDLES_MORE + 1, 0, 0)),
          last(
              "a process takes more memory than it may",
              r -> with(r, r.threads(), r.handles(), Bounded.RESIDENT_MAX, 0)),
          last(
              "state grows without events",
              r -> with(r, r.threads(), r.handles(), 0, Bounded.STATE_MORE + 1)),
          of("nobody looked", Optional.of(List.of())));

  private MutationsOfProcesses() {}

  private static Mutation last(String name, UnaryOperator<Reading> other) {
    return new Mutation(
        name,
        "bounded",
        true,
        f ->
            f.readings()
                .map(
                    all -> {
                      List<Reading> changed = new ArrayList<>(all);
                      changed.add(other.apply(changed.removeLast()));
                      return Parts.of(f, p -> p.readings = Optional.of(changed));
                    }));
  }

  private static Mutation of(String name, Optional<List<Reading>> readings) {
    return new Mutation(
        name, "bounded", true, f -> Optional.of(Parts.of(f, p -> p.readings = readings)));
  }

  private static Reading with(Reading r, int threads, int handles, long more, long state) {
    return new Reading(
        r.process(),
        r.pid(),
        r.at(),
        threads,
        handles,
        r.residentBytes() + more,
        r.stateBytes() + state);
  }
}
