package orders.torture.check.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// What may be wrong with what clients were told.
final class MutationsOfHistory {

  static final List<Mutation> ALL =
      List.of(
          of(
              "nobody was ever answered",
              "progress",
              f ->
                  Optional.of(
                      new Change(f)
                          .withOperations(
                              f.operations().stream()
                                  .map(o -> Change.result(o, Result.UNKNOWN, 0))
                                  .toList()))),
          of("what was refused was done", "refused-never", f -> allRefused(f)),
          of(
              "what was done is refused to who asks again",
              "refused-never",
              f -> repeated(f, o -> Change.result(o, Result.REFUSED, 409))),
          of(
              "what nobody answered for was done twice",
              "unknown-at-most-once",
              f -> new Change(f).order(e -> Looks.unknown(f, e.command()), e -> List.of(e, e))),
          of(
              "what began later came earlier",
              "real-time-order",
              f ->
                  Looks.single(f, Kind.PLACE)
                      .flatMap(
                          placed ->
                              new Change(f)
                                  .operation(
                                      o -> o.equals(placed),
                                      o -> Change.at(o, 1_000_000, 1_000_001)))),
          of(
              "a conflict with the version that was expected",
              "explainable-conflicts",
              f ->
                  new Change(f)
                      .operation(o -> o.status() == 412, o -> Change.version(o, o.expected()))),
          of(
              "a conflict with a version that never was",
              "explainable-conflicts",
              f -> new Change(f).operation(o -> o.status() == 412, o -> Change.version(o, 99))),
          alone(
              "a repetition is answered in other words",
              "same-answer",
              f -> repeated(f, o -> Change.told(o, o.request(), "other words"))),
          alone(
              "another body under a key is done",
              "same-answer",
              f -> repeated(f, o -> Change.told(o, "another body", o.answer()))),
          alone(
              "an error tells",
              "no-personal-data",
              f -> new Change(f).operation(o -> o.status() >= 400, Change::leaking)),
          of(
              "a repetition of what was done is refused",
              "same-answer",
              f -> repeated(f, o -> Change.result(o, Result.REFUSED, 412))),
          of(
              "an order is cancelled that had ended",
              "second-opinion",
              f ->
                  new Change(f)
                      .operation(
                          o ->
                              o.kind() == Kind.CANCEL
                                  && o.status() == 409
                                  && Looks.left(f, o.subject()),
                          o -> Change.result(o, Result.OK, 200))));

  private MutationsOfHistory() {}

  private static Mutation of(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, false, make);
  }

  private static Mutation alone(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, true, make);
  }

  private static Optional<Facts> allRefused(Facts f) {
    return Looks.single(f, Kind.PLACE)
        .flatMap(
            placed ->
                new Change(f)
                    .operation(o -> o.equals(placed), o -> Change.result(o, Result.REFUSED, 409)));
  }

  /// The last of two answers that one was given after the other.
  private static Optional<Facts> repeated(
      Facts f, java.util.function.UnaryOperator<Operation> other) {
    for (Attempts asked : Attempts.of(f.operations()).values()) {
      List<Operation> done = asked.with(Result.OK).toList();
      if (done.size() > 1 && done.getLast().start() > done.getFirst().end()) {
        Operation last = done.getLast();
        return new Change(f).operation(o -> o.equals(last), other);
      }
    }
    return Optional.empty();
  }
}
