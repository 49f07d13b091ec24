package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orders.engine.Outcome;
import orders.local.sandbox.Ledger;

/// What may be wrong with what is left when everything has come to rest.
final class MutationsAtRest {

  static final List<Mutation> ALL =
      List.of(
          alone("an outcome names another version", "outcomes-agree", with()::outcomes),
          alone("the provider took more", "money-agrees", with().ledger(0, 1, 0, 0)),
          alone("the provider took twice", "money-agrees", with().ledger(0, 0, 0, 1)),
          alone("the provider holds something", "money-agrees", with().ledger(1, 0, 0, 0)),
          alone("the provider paid back more", "money-agrees", with().ledger(0, 0, 1, 0)),
          alone(
              "rows are not the fold",
              "views-are-folds",
              with().views(new Facts.View("orders.summaries.v1", 1, 1, "1 more"))),
          alone("a reader sees an old row", "views-are-folds", with().rows(200)),
          alone("a reader sees no row", "views-are-folds", with().rows(404)),
          alone("a transaction is open", "at-rest", with().ends(new Facts.End("t", 0, 8, 9))),
          alone("a group lags", "at-rest", with().lags(new Facts.Lag("g", "t", 0, 8, 9))),
          alone("a log line tells", "no-personal-data", with().leaks("a.log:7")),
          alone("an event topic holds rubbish", "readable-log", with().unreadable("t-0@3")));

  private MutationsAtRest() {}

  private static Mutation alone(String name, String rule, Function<Facts, Facts> change) {
    return new Mutation(name, rule, true, facts -> Optional.of(change.apply(facts)));
  }

  private static Parts with() {
    return new Parts();
  }

  /// One part of the facts anew.
  private static final class Parts {

    Facts outcomes(Facts f) {
      Outcome o =
          f.outcomes().stream()
              .filter(some -> some.kind() == Outcome.Kind.ACCEPTED && some.events() > 0)
              .filter(some -> times(f, some) == 1)
              .findFirst()
              .orElseThrow();
      var other =
          new Outcome(
              o.commandId(),
              o.aggregateId(),
              o.version() + 1,
              o.events(),
              o.kind(),
              o.code(),
              o.detail(),
              o.allowed(),
              o.at(),
              o.partition(),
              o.position());
      List<Outcome> all = f.outcomes().stream().map(one -> one.equals(o) ? other : one).toList();
      return copy(f, all, f.ledger(), f.views(), f.rows(), f.ends(), f.lags());
    }

    private static long times(Facts f, Outcome o) {
      return f.outcomes().stream().filter(p -> p.commandId().equals(o.commandId())).count();
    }

    Function<Facts, Facts> ledger(long held, long captured, long refunded, long payments) {
      return f -> {
        var nothing = new Ledger.Totals(0, 0, 0, 0);
        Ledger.Totals t = f.ledger().getOrDefault("EUR", nothing);
        var more =
            new Ledger.Totals(
                t.heldMinor() + held,
                t.capturedMinor() + captured,
                t.refundedMinor() + refunded,
                t.payments() + payments);
        return copy(f, f.outcomes(), Map.of("EUR", more), f.views(), f.rows(), f.ends(), f.lags());
      };
    }

    Function<Facts, Facts> views(Facts.View view) {
      return f -> copy(f, f.outcomes(), f.ledger(), List.of(view), f.rows(), f.ends(), f.lags());
    }

    Function<Facts, Facts> rows(int status) {
      return f -> {
        Facts.Row r = f.rows().getFirst();
        var old = new Facts.Row(r.view(), r.key(), status, r.version() - 1, "");
        return copy(f, f.outcomes(), f.ledger(), f.views(), List.of(old), f.ends(), f.lags());
      };
    }

    Function<Facts, Facts> ends(Facts.End end) {
      return f -> copy(f, f.outcomes(), f.ledger(), f.views(), f.rows(), List.of(end), f.lags());
    }

    Function<Facts, Facts> lags(Facts.Lag lag) {
      return f -> copy(f, f.outcomes(), f.ledger(), f.views(), f.rows(), f.ends(), List.of(lag));
    }

    Function<Facts, Facts> leaks(String place) {
      return f -> places(f, f.unreadable(), List.of(place));
    }

    Function<Facts, Facts> unreadable(String place) {
      return f -> places(f, List.of(place), f.leaks());
    }

    private static Facts places(Facts f, List<String> unreadable, List<String> leaks) {
      return new Facts(
          f.operations(),
          f.orders(),
          f.stock(),
          unreadable,
          f.messages(),
          f.outcomes(),
          f.ledger(),
          f.views(),
          f.rows(),
          f.ends(),
          f.lags(),
          leaks,
          f.partitions());
    }

    private static Facts copy(
        Facts f,
        List<Outcome> outcomes,
        Map<String, Ledger.Totals> ledger,
        List<Facts.View> views,
        List<Facts.Row> rows,
        List<Facts.End> ends,
        List<Facts.Lag> lags) {
      return new Facts(
          f.operations(),
          f.orders(),
          f.stock(),
          f.unreadable(),
          f.messages(),
          outcomes,
          ledger,
          views,
          rows,
          ends,
          lags,
          f.leaks(),
          f.partitions());
    }
  }
}
