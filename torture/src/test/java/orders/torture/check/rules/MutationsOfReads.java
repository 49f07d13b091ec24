package orders.torture.check.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import orders.torture.history.Operation;

/// What may be wrong with what clients read.
final class MutationsOfReads {

  static final List<Mutation> ALL =
      List.of(
          of(
              "a read shows a version that never was",
              "reads-show-log",
              f -> new Change(f).operation(Looks::row, o -> Change.version(o, 99))),
          of(
              "a read shows a stage that the version is not in",
              "reads-show-log",
              f ->
                  new Change(f)
                      .operation(
                          o -> Looks.row(o) && o.state().equals("PLACED"),
                          o -> Change.state(o, "DELIVERED"))),
          of(
              "a row has no version",
              "reads-show-log",
              f -> new Change(f).operation(Looks::row, o -> Change.version(o, Operation.NONE))),
          of(
              "a read is older than a token of the other context",
              "tokens-honoured",
              f ->
                  new Change(f)
                      .operation(
                          o -> Looks.honoursAcross(f, o), o -> Change.version(o, o.version() - 1))),
          of(
              "a read is older than its token",
              "tokens-honoured",
              f ->
                  new Change(f)
                      .operation(
                          o -> Looks.row(o) && Looks.honours(f, o) && o.version() > 1,
                          o -> Change.version(o, o.version() - 1))),
          of(
              "a read runs ahead of its token",
              "tokens-honoured",
              f ->
                  new Change(f)
                      .operation(
                          o -> Looks.row(o) && o.version() < Looks.length(f, o.subject()),
                          o -> Change.version(o, o.version() + 1))),
          of(
              "a session goes back",
              "sessions-go-forward",
              f ->
                  new Change(f)
                      .operation(
                          o -> Looks.row(o) && o.version() > 1 && Looks.seen(f, o),
                          o -> Change.version(o, 1))));

  private MutationsOfReads() {}

  private static Mutation of(String name, String rule, Function<Facts, Optional<Facts>> make) {
    return new Mutation(name, rule, false, make);
  }
}
