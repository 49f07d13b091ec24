package orders.torture.check.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A good run with one thing wrong, and the rule that must say so.
///
/// @param rule what must be broken
/// @param alone whether nothing else may be
/// @param make empty when a run has nothing that it could be done to
record Mutation(String name, String rule, boolean alone, Function<Facts, Optional<Facts>> make) {

  static final List<Mutation> ALL =
      Stream.of(
              MutationsOfLog.ALL,
              MutationsOfHistory.ALL,
              MutationsOfReads.ALL,
              MutationsAtRest.ALL,
              MutationsOfProcesses.ALL)
          .flatMap(List::stream)
          .toList();

  @Override
  public String toString() {
    return name;
  }
}
