package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import orders.contract.Topics;
import orders.engine.Outcome;
import orders.local.sandbox.Ledger;
import orders.torture.history.Place;

/// What may be wrong with what is left when everything has come to rest.
final class MutationsAtRest {

  private static final Place NOWHERE = new Place(Topics.ORDERS_COMMANDS, 0, 2_000_000);

  static final List<Mutation> ALL =
      List.of(
          alone("an outcome names another version", "outcomes-agree", MutationsAtRest::outcome),
          alone("the provider took more", "money-agrees", ledger(0, 1, 0, 0)),
          alone("the provider took twice", "money-agrees", ledger(0, 0, 0, 1)),
          alone("the provider holds something", "money-agrees", ledger(1, 0, 0, 0)),
          alone("the provider paid back more", "money-agrees", ledger(0, 0, 1, 0)),
          some(
              "nothing was taken for what was sent off",
              "effects-happen",
              p -> p.payments = without(p.payments, one -> one.capturedMinor() > 0)),
          some(
              "what was sent off has no parcel",
              "effects-happen",
              p -> p.parcels = without(p.parcels, _ -> true)),
          alone(
              "what is no command was passed over",
              "put-aside",
              letters(letters -> letters.subList(1, letters.size()))),
          alone(
              "what is no command was put aside twice",
              "put-aside",
              letters(letters -> more(letters, letters.getFirst()))),
          alone(
              "nobody knows what was put aside twice",
              "put-aside",
              letters(letters -> more(more(letters, NOWHERE), NOWHERE))),
          new Mutation("a command was put aside", "put-aside", true, MutationsAtRest::command),
          alone("rows are not the fold", "views-are-folds", view(0, "1 more")),
          alone("an event was not folded", "views-are-folds", view(-1, "")),
          alone(
              "a view was not compared",
              "views-are-folds",
              p -> p.views = p.views.subList(1, p.views.size())),
          alone("a reader sees an old row", "views-are-folds", row(200, 200, -1)),
          alone("a reader sees no row", "views-are-folds", row(200, 404, 0)),
          alone("a reader sees a row that is none", "views-are-folds", row(404, 200, 1)),
          alone("a reader of what is not there gets an error", "views-are-folds", row(404, 500, 0)),
          alone("no row was looked at", "views-are-folds", p -> p.rows = List.of()),
          alone(
              "a transaction is open",
              "at-rest",
              p -> p.ends = List.of(new Facts.End("t", 0, 8, 9))),
          alone("a group lags", "at-rest", p -> p.lags = lagging(p.lags)),
          alone("a group has no place", "at-rest", p -> p.lags = p.lags.subList(1, p.lags.size())),
          alone("a log line tells", "no-personal-data", personal(1, List.of("a.log:7"), List.of())),
          alone("a log is not there", "no-personal-data", personal(1, List.of(), List.of("a.log"))),
          alone("the search is blind", "no-personal-data", personal(0, List.of(), List.of())),
          alone(
              "an event topic holds rubbish",
              "readable-log",
              p -> p.unreadable = List.of("t-0@3")));

  private MutationsAtRest() {}

  private static Consumer<Parts> letters(UnaryOperator<List<Place>> other) {
    return p -> p.aside = new Facts.Aside(p.aside.planted(), other.apply(p.aside.letters()));
  }

  private static List<Place> more(List<Place> letters, Place another) {
    List<Place> more = new ArrayList<>(letters);
    more.add(another);
    return more;
  }

  private static Optional<Facts> command(Facts facts) {
    return facts.messages().stream()
        .filter(message -> message.topic().equals(Topics.ORDERS_COMMANDS))
        .findFirst()
        .map(m -> new Place(m.topic(), m.partition(), m.offset()))
        .map(place -> Parts.of(facts, letters(letters -> more(letters, place))));
  }

  private static Mutation alone(String name, String rule, Consumer<Parts> change) {
    return new Mutation(name, rule, true, facts -> Optional.of(Parts.of(facts, change)));
  }

  /// In runs in which something was sent off.
  private static Mutation some(String name, String rule, Consumer<Parts> change) {
    Function<Facts, Optional<Facts>> make =
        facts ->
            facts.payments().stream().anyMatch(payment -> payment.capturedMinor() > 0)
                ? Optional.of(Parts.of(facts, change))
                : Optional.empty();
    return new Mutation(name, rule, true, make);
  }

  private static void outcome(Parts p) {
    Outcome o =
        p.outcomes.stream()
            .filter(some -> some.kind() == Outcome.Kind.ACCEPTED && some.events() > 0)
            .filter(some -> times(p, some) == 1)
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
    p.outcomes = p.outcomes.stream().map(one -> one.equals(o) ? other : one).toList();
  }

  private static long times(Parts p, Outcome o) {
    return p.outcomes.stream().filter(one -> one.commandId().equals(o.commandId())).count();
  }

  private static Consumer<Parts> ledger(long held, long captured, long refunded, long payments) {
    return p -> {
      Ledger.Totals t = p.ledger.getOrDefault("EUR", new Ledger.Totals(0, 0, 0, 0));
      var more =
          new Ledger.Totals(
              t.heldMinor() + held,
              t.capturedMinor() + captured,
              t.refundedMinor() + refunded,
              t.payments() + payments);
      p.ledger = Map.of("EUR", more);
    };
  }

  private static Consumer<Parts> view(int events, String difference) {
    return p ->
        p.views =
            p.views.stream()
                .map(
                    v ->
                        v.topic().equals(Topics.ORDERS_SUMMARIES)
                            ? new Facts.View(
                                v.topic(), v.source(), v.rows(), v.events() + events, difference)
                            : v)
                .toList();
  }

  /// The first row with the one status, which has the other.
  private static Consumer<Parts> row(int before, int status, int version) {
    return p -> {
      Facts.Row r = p.rows.stream().filter(row -> row.status() == before).findFirst().orElseThrow();
      var other = new Facts.Row(r.view(), r.key(), status, r.version() + version, "");
      p.rows = p.rows.stream().map(row -> row.equals(r) ? other : row).toList();
    };
  }

  private static List<Facts.Lag> lagging(List<Facts.Lag> lags) {
    Facts.Lag first = lags.getFirst();
    List<Facts.Lag> others = new ArrayList<>(lags.subList(1, lags.size()));
    others.add(
        new Facts.Lag(
            first.group(), first.topic(), first.partition(), first.place(), first.end() + 1));
    return others;
  }

  private static Consumer<Parts> personal(long found, List<String> leaks, List<String> unread) {
    return p -> p.personal = new Facts.Personal(true, found, leaks, unread);
  }

  private static <T> List<T> without(List<T> all, Predicate<T> which) {
    return all.stream().filter(which.negate()).toList();
  }
}
