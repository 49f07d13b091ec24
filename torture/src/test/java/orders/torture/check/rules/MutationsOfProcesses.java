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
          late(
              "a process has ever more threads",
              r -> with(r, r.threads() + Bounded.THREADS_MORE + 7, r.handles(), 0, 0)),
          late(
              "a process has ever more files open",
              r -> with(r, r.threads(), r.handles() + Bounded.HANDLES_MORE + 28, 0, 0)),
          last(
              "a process has more threads than any",
              r -> with(r, Bounded.THREADS_MAX + 1, r.handles(), 0, 0)),
          last(
              "a process has more files open than any",
              r -> with(r, r.threads(), Bounded.HANDLES_MAX + 1, 0, 0)),
          last(
              "a process takes more memory than it may",
              r -> with(r, r.threads(), r.handles(), Bounded.RESIDENT_MAX, 0)),
          last(
              "state grows without events",
              r -> with(r, r.threads(), r.handles(), 0, 2 * Bounded.STATE_MORE)),
          of("nobody looked", Optional.of(List.of())));

  private MutationsOfProcesses() {}

  private static Mutation last(String name, UnaryOperator<Reading> other) {
    return some(name, 1, other);
  }

  /// From somewhere in the second half of the longest life on.
  private static Mutation late(String name, UnaryOperator<Reading> other) {
    return some(name, Bounded.SETTLED_LEAST - 5, other);
  }

  private static Mutation some(String name, int many, UnaryOperator<Reading> other) {
    return new Mutation(
        name,
        "bounded",
        true,
        f ->
            f.readings()
                .map(
                    all -> {
                      List<Reading> changed = new ArrayList<>(all);
                      for (int i = changed.size() - many; i < changed.size(); i++) {
                        changed.set(i, other.apply(changed.get(i)));
                      }
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
